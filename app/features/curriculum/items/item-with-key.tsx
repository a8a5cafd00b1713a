import type { ReactNode } from 'react';
import { Html } from '#app/ui/html.tsx';
import type { KeyedProps } from './answerable-schema.ts';
import { KeyedItem } from './keyed-item.tsx';
import { rulesOf } from './rules.ts';

type ItemWithKeyProps = KeyedProps & {
  number: number;
  /** What is to be said of the item as a whole: problems, statistics. */
  notes?: ReactNode;
};

/** A question with all that its cadet may not see yet: key, feedback, misconceptions. For those who may see keys. */
export function ItemWithKey({ item, keyed, number, notes }: ItemWithKeyProps) {
  const { id, objective, tags, promptHtml } = item;
  return (
    <article className="item stack" id={`item-${id}`} aria-label={`Question ${number}`}>
      <div className="item-top">
        <span>
          <b>{number}</b> <code>{id}</code>
        </span>
        <span className="muted">{rulesOf(item).name}</span>
      </div>
      {notes}
      <Html className="prompt" html={promptHtml} />
      <KeyedItem item={item} keyed={keyed} />
      {keyed?.explanation && (
        <div className="feedback explanation s-open">
          <Html html={keyed.explanation} />
        </div>
      )}
      <p className="muted">
        {objective === null ? 'No objective' : `Objective: ${objective}`}
        {tags.length > 0 && `; tags: ${tags.join(', ')}`}
      </p>
    </article>
  );
}
