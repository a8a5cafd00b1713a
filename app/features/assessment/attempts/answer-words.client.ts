import type { SaveStatus } from '#app/ui/save-state.tsx';
import { countOf } from '#app/words/numbers.ts';
import type { Reach } from './answer-sender.client.ts';

/** What an attempt's page says while a script saves its answers. Short, and never "saved" before the server said so. */

/** Where the answers of an attempt are. `refused`: cannot be saved as they are; `durable`: the browser keeps what waits. */
export type Standing = {
  answered: number;
  total: number;
  waiting: number;
  refused: number;
  reach: Reach;
  durable: boolean;
};

const answers = (count: number) => countOf(count, 'answer');

/** The sentence in the footer, such as '12 of 20 answered, all saved'. */
export function toSummary({ answered, total, waiting, refused, reach, durable }: Standing): string {
  const count = `${answered} of ${total} answered`;
  if (reach === 'closed') return 'This attempt is closed';
  if (waiting === 0 && refused > 0) return `${count}, ${refused} of them not saved`;
  if (waiting === 0) return answered === 0 ? count : `${count}, all saved`;
  if (reach === 'ok') return `${count}, saving`;
  const where = durable ? 'kept in this browser' : 'kept only while this page is open';
  return `${count}; ${answers(waiting)} waiting, ${where}`;
}

/** The state at an item's corner. `time`: when the server said that it was saved, if this page heard it. */
export function toItemText(status: SaveStatus, reach: Reach, time?: string): string {
  if (status === 'saved') return time ? `Saved ${time}` : 'Saved';
  if (status === 'saving') return 'Saving';
  if (status === 'refused') return 'Not accepted';
  if (status === 'open') return 'Not answered';
  return reach === 'away' ? 'Not saved, trying again' : 'Not saved';
}

/** What is read out when the way to the server changes; null when there is nothing to say. */
export function toAnnouncement(before: Reach, now: Reach): string | null {
  if (before === now) return null;
  if (before === 'held' && now === 'ok') return 'The attempt goes on. All answers saved.';
  const sentences: Record<Reach, string> = {
    ok: 'Connection is back. All answers saved.',
    away: 'No connection. Your answers are kept in this browser. Go on answering.',
    'signed-out':
      'You are signed out. Your answers are kept in this browser. Sign in again to save.',
    closed: 'This attempt is closed. Answers from now on are not counted.',
    held: 'This attempt is on hold: its course is not open to you now. Your answers are kept in this browser.',
    gone: 'This attempt is not open to this account. Your answers are kept in this browser.',
  };
  return sentences[now];
}

/** What is said when time is up. */
export const timeUp =
  'Time is up. What was saved in time counts. Your result opens in a few seconds.';

/** What is said when submitting did not reach the server. */
export function toNotSubmitted(waiting: number): string {
  const safe =
    waiting === 0
      ? 'Every answer is saved.'
      : `${answers(waiting)} waiting in this browser; the others are saved.`;
  return `Not submitted yet: the server did not answer. ${safe} Submit again when the connection is back; it counts once.`;
}
