import type { ReactNode } from 'react';

/** Entries of an item or its key under a line that says what they are. */
export function KeyedList({ head, children }: { head: string; children: ReactNode }) {
  return (
    <div>
      <p className="muted">{head}</p>
      <ol className="keyed-order">{children}</ol>
    </div>
  );
}
