import type { ReactNode } from 'react';
import { Button } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';

type AskedFirstProps = {
  /** What opens the question, such as 'Withdraw', and about whom, for those who hear the page. */
  label: string;
  about: string;
  /** What will happen, and what of it can be undone. */
  says: ReactNode;
  /** What does it, such as 'Withdraw Jo Field'. */
  button: string;
  /** The form's fields, and the part of the page that it comes back to. */
  values: Readonly<Record<string, string>>;
  action?: string;
};

/** A change that nobody makes by a slip: opened, it says what will happen, and only then has the button. */
export function AskedFirst({ label, about, says, button, values, action }: AskedFirstProps) {
  return (
    <details className="folded">
      <summary>
        {label} <span className="vh">{about}</span>
      </summary>
      <p>{says}</p>
      <PostForm action={action}>
        <HiddenFields values={values} />
        <Button kind="danger">{button}</Button>
      </PostForm>
    </details>
  );
}
