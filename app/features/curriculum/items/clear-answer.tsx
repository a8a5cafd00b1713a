import type { ReactNode } from 'react';
import type { AnswerableItem } from './answerable-schema.ts';
import { rulesOf } from './rules.ts';

type ClearAnswerProps = {
  item: Pick<AnswerableItem, 'type'>;
  /** What pressing it does: the form is sent with this name and value; without them it is set back as it came. */
  send?: { name: string; value: string; formAction: string };
  /** To what, for those who hear the page. */
  about?: ReactNode;
};

/**
 * Takes a chosen radio back, which no browser does by itself; other inputs can be emptied. Where nothing is chosen, style
 * sheets hide it.
 */
export function ClearAnswer({ item, send, about }: ClearAnswerProps) {
  if (!rulesOf(item).radios) return null;
  return (
    <button type={send ? 'submit' : 'reset'} {...send} className="clear-answer screen-only">
      Clear my answer{about && <span className="vh"> {about}</span>}
    </button>
  );
}
