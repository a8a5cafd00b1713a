import type { ReactNode } from 'react';

/** A place with nothing in it yet: says what will be here, and what to do about it. */
export function EmptyState(props: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{props.title}</h2>
      {props.children && <p>{props.children}</p>}
      {props.action && <div className="cluster">{props.action}</div>}
    </div>
  );
}
