import type { ReactNode } from 'react';

type CardProps = {
  title?: ReactNode;
  /** Set at the end of the title's line: a state, a date. */
  aside?: ReactNode;
  children: ReactNode;
  id?: string;
};

/** A thing among its like, set on a sheet of its own. */
export function Card({ title, aside, children, id }: CardProps) {
  return (
    <section className="card" id={id}>
      {(title || aside) && (
        <header>
          {title && <h2>{title}</h2>}
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
