import type { ReactNode } from 'react';

type FrameProps = {
  children: ReactNode;
  /** What stands at the right, below on a phone; the name of it for screen readers. */
  rail: ReactNode;
  railLabel: string;
};

/** A page's body on twelve columns, its rail on four of them. */
export function Frame({ children, rail, railLabel }: FrameProps) {
  return (
    <div className="frame">
      <div className="frame-main stack stack-loose">{children}</div>
      <aside className="frame-rail" aria-label={railLabel}>
        {rail}
      </aside>
    </div>
  );
}

/** A card of the rail; `id` names its heading. */
export function RailCard(props: { id: string; title: ReactNode; children: ReactNode }) {
  const { id, title, children } = props;
  return (
    <section className="rail-card stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
