import type { ReactNode } from 'react';
import type { KeyedProps } from '#app/features/curriculum/items/answerable-schema.ts';
import { KeyedItem } from '#app/features/curriculum/items/keyed-item.tsx';
import { rulesOf } from '#app/features/curriculum/items/rules.ts';
import { Html } from '#app/ui/html.tsx';

type PreviewItemProps = KeyedProps & {
  number: number;
  /** What is to be said of the item as a whole: problems, statistics. */
  notes?: ReactNode;
};

/** A question with all that its cadet may not see yet: key, feedback, misconceptions. For authors only. */
export function PreviewItem({ item, keyed, number, notes }: PreviewItemProps) {
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
