import type { ReactNode } from 'react';

/** A fact and its name. */
export type Fact = { term: string; detail: ReactNode };

type DefinitionListProps = {
  items: readonly Fact[];
  /** `facts`: one row each. `title-block`: a row of columns, as at the head of a manual's page. */
  look?: 'facts' | 'title-block';
};

/** Facts by name. */
export function DefinitionList({ items, look = 'facts' }: DefinitionListProps) {
  return (
    <dl className={look}>
      {items.map((item) => (
        <div key={item.term}>
          <dt>{item.term}</dt>
          <dd>{item.detail}</dd>
        </div>
      ))}
    </dl>
  );
}
