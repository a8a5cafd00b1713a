import { plural } from '#app/words/numbers.ts';

/** What is still to answer in a lesson that holds conversations too, in words. No I/O. */

type Answerable =
  | { type: 'html' | 'reflect' }
  | { type: 'check'; required: boolean; answer: unknown }
  | { type: 'scenario'; required: boolean; played: boolean; scenario: { title: string } };

/**
 * The line about checks for a lesson with conversations among them, such as 'Answer 2 more checks and play “The lost
 * dog”.'; null in a lesson whose rule asks for no conversation.
 */
export function conversationLine(blocks: readonly Answerable[]): string | null {
  const checks = blocks.flatMap((block) =>
    block.type === 'check' && block.required ? [block.answer === null ? 'open' : 'done'] : [],
  );
  const scenarios = blocks.flatMap((block) =>
    block.type === 'scenario' && block.required ? [block] : [],
  );
  if (scenarios.length === 0) return null;
  const open = checks.filter((state) => state === 'open').length;
  const unplayed = scenarios.filter(({ played }) => !played);
  const parts = [
    ...(open > 0
      ? [`answer ${open}${open < checks.length ? ' more' : ''} ${plural(open, 'check')}`]
      : []),
    ...unplayed.map(({ scenario }) => `play “${scenario.title}”`),
  ];
  if (parts.length === 0) {
    const played = `finished the ${plural(scenarios.length, 'conversation')}`;
    return checks.length === 0 ? `You ${played}.` : `You answered the checks and ${played}.`;
  }
  const text = parts.join(' and ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
