import { foldText } from './names.ts';

/** Words as the search compares them, the same where they are kept and where they are asked for. Pure: no I/O here. */

// What is longer comes as several words: no index has to take words of any length.
const wordPattern = /[\p{L}\p{N}]{1,40}/gu;

/** The words of a text, folded (`foldText`), each once, in the order of the text. */
function listWords(text: string): string[] {
  return [...new Set(foldText(text).match(wordPattern))];
}

/** The words of a text as a column holds them: each behind a blank. Never '', which says that they are still to be made. */
export const toWordColumn = (text: string): string => ` ${listWords(text).join(' ')}`;

/** What is looked for. `words`: folded; each begins a word of what is found. `left`: there was more than is looked for. */
export type Asked = { words: string[]; left: boolean };

const mostLetters = 200;
const mostWords = 8;

// Scripts in which one sign is a word or a syllable.
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** What somebody typed, whatever it is. No words: it has none that are long enough, two letters, to look for. */
export function readAsked(typed: string): Asked {
  const text = [...typed.slice(0, mostLetters * 2)].slice(0, mostLetters).join('');
  const words = listWords(text);
  const isLong = words.some((word) => word.length > 1 || dense.test(word));
  const left = words.length > mostWords || text.length < typed.trimEnd().length;
  return { words: isLong ? words.slice(0, mostWords) : [], left };
}

/** A piece of a text; `hit`: it is, or begins, a word that was looked for. */
export type Piece = { text: string; hit: boolean };

const shownWord = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200c\u200d]*/gu;

const plainWord = /^[a-z0-9]{1,40}$/i;

// Folding costs more than all the rest of a page of results, and most words are plain.
function isHit(word: string, asked: readonly string[]): boolean {
  if (plainWord.test(word)) {
    const plain = word.toLowerCase();
    return asked.some((start) => plain.startsWith(start));
  }
  return listWords(word).some((one) => asked.some((start) => one.startsWith(start)));
}

/** A text in pieces, the words that were looked for apart. */
export function markWords(text: string, asked: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: word, index } of text.matchAll(shownWord)) {
    if (!isHit(word, asked)) continue;
    if (index > from) pieces.push({ text: text.slice(from, index), hit: false });
    pieces.push({ text: word, hit: true });
    from = index + word.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}

const before = 60;
const longest = 200;

/**
 * Where in a text the first of the words stands, with what is around it, in pieces; the start of the text when it has none.
 */
export function toSnippet(text: string, asked: readonly string[]): Piece[] {
  const found = findFirst(text, asked);
  const from = found <= before ? 0 : startOfWord(text, found - before);
  const to = from + longest >= text.length ? text.length : startOfWord(text, from + longest);
  const pieces = markWords(text.slice(from, to).trim(), asked);
  if (from > 0) pieces.unshift({ text: '… ', hit: false });
  if (to < text.length) pieces.push({ text: ' …', hit: false });
  return pieces;
}

/** Where the first of the words stands; 0 without one. Folding each word of a long text costs: plain ones are found first. */
function findFirst(text: string, asked: readonly string[]): number {
  const plain = asked.filter((word) => /^[a-z0-9]+$/.test(word)).join('|');
  if (plain) {
    const first = new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])(?:${plain})`, 'iu').exec(text);
    if (first) return first.index;
  }
  for (const { 0: word, index } of text.matchAll(shownWord)) if (isHit(word, asked)) return index;
  return 0;
}

/** The start of the word behind a place; the place itself where a word goes on for long. */
function startOfWord(text: string, at: number): number {
  const blank = text.indexOf(' ', at);
  return blank === -1 || blank > at + 30 ? at : blank + 1;
}
