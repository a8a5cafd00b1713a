/**
 * What a new password may be, after NIST SP 800-63B-4, section 3.1.1.2: length counts, composition does not, and what is
 * tried first by whoever guesses is refused. Pure: no I/O here.
 */

/** The least characters of a password that opens an account alone, and of one beside a second factor. */
export const leastCharacters = { alone: 15, withSecondFactor: 8 } as const;

/** The most characters that any form takes for a password. */
export const mostCharacters = 200;

/** Whose password it is: what others know of them is no part of a secret. */
export type PasswordOwner = { name: string; email: string | null; hasSecondFactor: boolean };

// A shorter word hides in too many others.
const shortestOwnWord = 4;

/** The words of some texts that a password must not be made of, in lower case, the longest first. */
export function toOwnWords(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const long = words.filter((word) => [...word].length >= shortestOwnWord);
  return [...new Set(long)].sort((one, other) => other.length - one.length);
}

const bare = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '');
const countCharacters = (text: string) => [...text].length;

/** One piece again and again ("abcabcabc"), or signs that follow one another ("56789012"). */
function isPattern(text: string): boolean {
  const signs = [...text];
  const half = Math.floor(signs.length / 2);
  for (let period = 1; period <= half; period += 1)
    if (signs.every((sign, at) => at < period || sign === signs[at - period])) return true;
  const steps = signs
    .slice(1)
    .map((sign, at) => (sign.codePointAt(0) ?? 0) - (signs[at]?.codePointAt(0) ?? 0));
  // After 9 comes 0.
  return [1, -1].some((step) => steps.every((one) => one === step || one === -9 * step));
}

/** What is left of a password without digits and signs at its ends, where people put what a rule asked for. */
const toCore = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/**
 * Why a password cannot be taken, as a sentence for who chose it, or null.
 * @param password in its normal form, see `toSecret`
 * @param isCommon whether a text in lower case is among those that were used often
 */
export function whyNotPassword(
  password: string,
  {
    hasSecondFactor,
    ownWords,
    isCommon,
  }: { hasSecondFactor: boolean; ownWords: readonly string[]; isCommon: (text: string) => boolean },
): string | null {
  const least = hasSecondFactor ? leastCharacters.withSecondFactor : leastCharacters.alone;
  if (countCharacters(password) < least)
    return `Use at least ${least} characters. Four or five words that do not belong together work well.`;
  const text = password.toLowerCase();
  const core = toCore(text);
  if (isPattern(text) || isCommon(text) || (core !== text && isCommon(core)))
    return 'Choose another one: many people have used this password, or one much like it, and it is among the first that are tried.';
  const left = ownWords.reduce((rest, word) => rest.replaceAll(word, ' '), text);
  if (left !== text && countCharacters(bare(left)) < leastCharacters.withSecondFactor)
    return 'Choose another one: this one is little more than your name or address, or the name of your academy or this site. Add words that nobody connects with you.';
  return null;
}
