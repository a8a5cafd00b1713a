import type { ReactNode } from 'react';

/** What can be done with one row of a list, behind one mark; `about` says with which, for those who hear the page. */
export function RowMenu({ about, children }: { about: string; children: ReactNode }) {
  return (
    <details className="row-menu" name="row-menu">
      <summary>
        <span aria-hidden="true">⋯</span>
        <span className="vh">More for {about}</span>
      </summary>
      <div>{children}</div>
    </details>
  );
}
