import { Fragment, type ReactNode } from 'react';
import type { Item, ItemKey } from '#app/features/curriculum/items/schema.ts';
import { Html } from '#app/ui/html.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';

type PreviewItemProps = {
  item: Item;
  /** Absent: nothing is right or wrong here, or the key could not be read. */
  keyed: ItemKey | undefined;
  number: number;
  /** What is to be said of the item as a whole: problems, statistics. */
  notes?: ReactNode;
};

const typeWords: Record<Item['type'], string> = {
  single: 'one right option',
  multiple: 'several right options',
  'true-false': 'true or false',
  ordering: 'put in order',
  matching: 'match pairs',
  numeric: 'a number',
  text: 'a short text',
  rating: 'a rating, not scored',
};

/** A question with all that its cadet may not see yet: key, feedback, misconceptions. For authors only. */
export function PreviewItem({ item, keyed, number, notes }: PreviewItemProps) {
  const { id, type, objective, tags, promptHtml } = item;
  return (
    <article className="item stack" id={`item-${id}`} aria-label={`Question ${number}`}>
      <div className="item-top">
        <span>
          <b>{number}</b> <code>{id}</code>
        </span>
        <span className="muted">{typeWords[type]}</span>
      </div>
      {notes}
      <Html className="prompt" html={promptHtml} />
      <Answer item={item} keyed={keyed} />
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

type AnswerProps = Pick<PreviewItemProps, 'item' | 'keyed'>;

function Answer({ item, keyed }: AnswerProps) {
  switch (item.type) {
    case 'ordering':
      return (
        <Listed head="The right order">
          {(keyed?.correct ?? []).map((id) => (
            <li key={id}>
              <Html as="span" html={wordsOf(item.options, id)} />
            </li>
          ))}
        </Listed>
      );
    case 'matching':
      return <Pairs item={item} keyed={keyed} />;
    case 'numeric': {
      const { min, max } = keyed?.range ?? { min: null, max: null };
      const unit = item.unit ? ` ${item.unit}` : '';
      return <p>Right: {min === max ? `${min}${unit}` : `${min} to ${max}${unit}`}</p>;
    }
    case 'text':
      return (
        <p>
          Accepted:{' '}
          {(keyed?.patterns ?? []).map((pattern, index) => (
            <Fragment key={pattern}>
              {index > 0 && ', '}
              <code>{pattern}</code>
            </Fragment>
          ))}
          . Anything else waits for an instructor.
        </p>
      );
    case 'rating':
      return (
        <Listed head="From first to last">
          {item.options.map(({ id, html }) => (
            <li key={id}>
              <Html as="span" html={html} />
            </li>
          ))}
        </Listed>
      );
    default:
      return <Options item={item} keyed={keyed} />;
  }
}

const wordsOf = (options: Item['options'], id: string) =>
  options.find((option) => option.id === id)?.html ?? '';

function Listed({ head, children }: { head: string; children: ReactNode }) {
  return (
    <div>
      <p className="muted">{head}</p>
      <ol className="preview-order">{children}</ol>
    </div>
  );
}

function Pairs({ item, keyed }: AnswerProps) {
  const pairs = (keyed?.correct ?? []).map((pair) => {
    const [left = '', right = ''] = pair.split('=');
    return { left, right };
  });
  const used = new Set(pairs.map(({ right }) => right));
  const spare = item.targets.filter(({ id }) => !used.has(id));
  return (
    <>
      <Listed head="The right pairs">
        {pairs.map(({ left, right }) => (
          <li key={left}>
            <Html as="span" html={wordsOf(item.options, left)} /> goes with{' '}
            <b>
              <Html as="span" html={wordsOf(item.targets, right)} />
            </b>
          </li>
        ))}
      </Listed>
      {spare.length > 0 && (
        <Listed head="Offered, and belonging to nothing">
          {spare.map(({ id, html }) => (
            <li key={id}>
              <Html as="span" html={html} />
            </li>
          ))}
        </Listed>
      )}
    </>
  );
}

function Options({ item, keyed }: AnswerProps) {
  return item.options.map(({ id, html }) => {
    const right = keyed?.correct.includes(id) ?? false;
    const feedback = keyed?.feedback[id];
    const misconception = keyed?.misconceptions[id];
    return (
      <Fragment key={id}>
        <div className="response">
          <Html as="span" html={html} />
          <small>
            <StateMark state={right ? 'done' : 'failed'}>{right ? 'right' : 'wrong'}</StateMark>
          </small>
        </div>
        {(feedback || misconception) && (
          <div className={`feedback ${right ? 's-done' : 's-failed'}`}>
            {feedback && <Html html={feedback} />}
            {misconception && (
              <p className="preview-misconception">Misconception: {misconception}</p>
            )}
          </div>
        )}
      </Fragment>
    );
  });
}
