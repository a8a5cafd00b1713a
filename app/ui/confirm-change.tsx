import type { ReactNode } from 'react';
import { Button, type ButtonKind, ButtonLink } from './button.tsx';
import { PostForm } from './post-form.tsx';

type ConfirmChangeProps = {
  /** What will happen, and what of it can be undone. */
  says: ReactNode;
  /** Whom or what it happens to, by name. */
  names: readonly string[];
  /** The fields of the form, hidden ones among them. */
  children: ReactNode;
  /** What does it, such as 'Withdraw 3 cadets'. */
  button: string;
  kind?: ButtonKind;
  /** Where nothing is changed. */
  backHref: string;
  formId?: string;
};

/** The body of a page that asks before something is done, and names all of whom it is done to. */
export function ConfirmChange(props: ConfirmChangeProps) {
  const { says, names, children, button, kind, backHref, formId } = props;
  return (
    <div className="confirm stack">
      <p>{says}</p>
      <ul className="confirm-names">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <PostForm id={formId} className="form measure">
        {children}
        <div className="cluster">
          <Button kind={kind}>{button}</Button>
          <ButtonLink href={backHref}>Change nothing</ButtonLink>
        </div>
      </PostForm>
    </div>
  );
}
