import type { WrittenOption } from '#app/features/curriculum/compiler/parts/option-text.server.ts';

/** Words too common to point at anything. */
const commonWords = new Set(
  'about after again against almost along already although among another answer anyone around asked asking because become been before began behind being below between bring called cannot could doing during either enough every everybody everyone everything first found from given going hears herself himself however itself later least leave makes making means might morning myself never nobody nothing often other others ought people person please quite rather really right should since something somebody someone still tells thank thanks their theirs them themselves there these thing things think those though three through today together tonight under until using wants which while whose within without would writes wrong years yours yourself officer officers police resident residents question minutes across number single clear clearly quick quickly short first place times would could doing their where shall front times every'.split(
    ' ',
  ),
);

/** A word without its ending, roughly: enough to see `reason` in `reasons`. */
function stemOf(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’]s?$/, '')
    .replace(/(ing|ings|edly|ed|ies|es|s|ly)$/, '');
}

function contentWords(text: string): Map<string, string> {
  const words = new Map<string, string>();
  for (const [index, word] of (text.match(/[\p{L}'’]{5,}/gu) ?? []).entries()) {
    // Names are in the stem because the story is about them.
    if (index > 0 && /^\p{Lu}/u.test(word)) continue;
    if (commonWords.has(word.toLowerCase()) || commonWords.has(stemOf(word))) continue;
    words.set(stemOf(word), word.toLowerCase());
  }
  return words;
}

/**
 * A word of some weight that the stem shares with the right options and with no wrong one, or null. Where every wrong
 * option shares words of its own with the stem, as when all quote it, none of them points anywhere.
 */
export function sharedOnlyWithKey(stem: string, options: readonly WrittenOption[]): string | null {
  const inStem = contentWords(stem);
  const wordsOfOptions = (right: boolean) =>
    options.filter(({ correct }) => correct === right).map(({ text }) => contentWords(text));
  const wrong = wordsOfOptions(false);
  if (wrong.every((words) => [...words.keys()].some((root) => inStem.has(root)))) return null;
  for (const words of wordsOfOptions(true)) {
    for (const [root, word] of words) {
      if (inStem.has(root) && !wrong.some((other) => other.has(root))) return word;
    }
  }
  return null;
}
