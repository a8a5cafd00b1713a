import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/**
 * How loud: one `primary` a view; `secondary` for what else can be done there; `quiet` in rows and beside text; `danger`,
 * as loud as `secondary`, for what takes something away.
 */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { kind?: ButtonKind };

/** A button that submits its form unless `type` says otherwise. */
export function Button({ kind = 'primary', type = 'submit', className, ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={buttonClass(kind, className)} />;
}

type ButtonLinkProps = {
  href: string;
  kind?: ButtonKind;
  children: ReactNode;
  className?: string;
  id?: string;
  /** Offers the target as a file to save. */
  download?: boolean;
};

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ kind = 'secondary', className, ...rest }: ButtonLinkProps) {
  return <a {...rest} className={buttonClass(kind, className)} />;
}

function buttonClass(kind: ButtonKind, more?: string): string | undefined {
  return classNames('button', kind !== 'primary' && `button-${kind}`, more);
}
