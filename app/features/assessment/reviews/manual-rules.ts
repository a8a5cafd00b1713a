import { countOf, plural } from '#app/words/numbers.ts';

/** How it reads that answers were graded. Pure: no I/O here. */

const count = (text: string | null) => {
  const number = Number(text ?? '0');
  return Number.isInteger(number) && number >= 0 && number <= 1000 ? number : 0;
};

/** What was just done, from the numbers in the address; null when it says nothing. */
export function toReadingWords(
  graded: string | null,
  missed: string | null,
): { kind: 'done' | 'attention'; text: string } | null {
  const [done, left] = [count(graded), count(missed)];
  if (done + left === 0) return null;
  const saved =
    done === 0
      ? 'Nothing was changed.'
      : `${countOf(done, 'attempt is', 'attempts are')} graded, and told to ${plural(done, 'its cadet', 'their cadets')}.`;
  if (left === 0) return { kind: 'done', text: saved };
  const which = countOf(left, 'answer does', 'answers do');
  const text = `${saved} ${which} not wait any more: a colleague was quicker, or the attempt was voided or opened again.`;
  return { kind: 'attention', text };
}
