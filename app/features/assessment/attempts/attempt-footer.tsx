import type { ReactNode } from 'react';
import type { SaveStatus } from '#app/ui/save-state.tsx';

type AttemptFooterProps = {
  /** One segment an item, in order; `href` leads to its card; `spentMs`: how long it has been in view. */
  items: readonly {
    id: string;
    number: number;
    href: string;
    status: SaveStatus;
    spentMs: number;
  }[];
  /** The time left, where there is a limit. */
  time?: ReactNode;
  /** Where things stand, such as '12 of 20 answered, all saved'. */
  summary: string;
  /** Buttons: save (without JavaScript) and submit. */
  children: ReactNode;
};

const words: Record<SaveStatus, string> = {
  saved: 'answered, saved',
  saving: 'being saved',
  unsaved: 'not saved yet',
  refused: 'not counted',
  open: 'not answered',
};

/** The foot of an attempt, always in sight. A script keeps `data-save` of each segment and the sentence. */
export function AttemptFooter({ items, time, summary, children }: AttemptFooterProps) {
  return (
    <div className="attempt-footer">
      <ol className="answer-strip" aria-label="Items">
        {items.map((item) => (
          <li key={item.id} data-save={item.status} data-item={item.id} data-spent={item.spentMs}>
            <a href={item.href}>
              {item.number}
              <span className="vh"> {words[item.status]}</span>
            </a>
          </li>
        ))}
      </ol>
      <div>
        <div className="attempt-standing">
          {time}
          <output id="attempt-summary">{summary}</output>
        </div>
        <div className="cluster">{children}</div>
      </div>
    </div>
  );
}
