import { fleschKincaid } from 'flesch-kincaid';
import { LRUCache } from 'lru-cache';
import type { Root, Sentence as SentenceNode } from 'nlcst';
import { toString as textOf } from 'nlcst-to-string';
import { ParseEnglish } from 'parse-english';
import retextPassive from 'retext-passive';
import { syllable } from 'syllable';
import { unified } from 'unified';
import { VFile } from 'vfile';

/** A word of a sentence, and where it starts in the text. */
type Word = { text: string; at: number; syllables: number };

/** A sentence and its words. `at`: where it starts in the text. */
export type Sentence = { text: string; at: number; words: Word[]; passive: boolean };

const parser = new ParseEnglish();
const passiveFinder = unified().use(retextPassive).freeze();

/** After a form of "be", a word on -ed is a passive unless it only describes. */
const regularPassive =
  /\b(?:am|are|were|being|is|been|was|be|gets?|got)\s+(?:(?:not|also|never|often|\w+ly)\s+)?(\w{2,}ed)\b/gi;

const describingWords = new Set(
  'tired worried interested scared frightened excited bored pleased surprised ashamed relaxed confused limited mixed married related supposed used allowed armed red need indeed embarrassed annoyed relieved satisfied disappointed crowded determined prepared experienced retired involved concerned convinced qualified gone left upset set hurt'.split(
    ' ',
  ),
);

/** Offsets at which the text turns passive. */
function passivePlaces(tree: Root, text: string): number[] {
  const file = new VFile(text);
  passiveFinder.runSync(tree, file);
  const irregular = file.messages.flatMap(({ place, actual }) => {
    if (place === undefined || !('start' in place)) return [];
    return describingWords.has(actual?.toLowerCase() ?? '') ? [] : (place.start.offset ?? []);
  });
  const regular = [...text.matchAll(regularPassive)].flatMap(({ index, 1: word = '' }) =>
    describingWords.has(word.toLowerCase()) ? [] : index,
  );
  return [...irregular, ...regular];
}

function toWords(sentence: SentenceNode, start: number): Word[] {
  return sentence.children.flatMap((node): Word[] => {
    if (node.type !== 'WordNode') return [];
    const text = textOf(node);
    if (!/[\p{L}\p{N}]/u.test(text)) return [];
    const at = (node.position?.start.offset ?? start) - start;
    return [{ text, at, syllables: Math.max(1, syllable(text)) }];
  });
}

/** A number and a full stop look like the number of a list to the parser, and the sentence would go on. */
const afterNumber = /(?<=[\p{N}%])\.(?=["”’)]*\s+["“‘(]?\p{Lu})/gu;

/** The sentences of texts. All are parsed as one, since the library's way of looking for passives costs most to begin. */
function parse(texts: readonly string[]): Sentence[][] {
  const starts: number[] = [];
  let whole = '';
  for (const text of texts) {
    starts.push(whole.length);
    whole += `${text.replace(afterNumber, '!').replace(/\n{2,}/g, (gap) => ' '.repeat(gap.length))}\n\n`;
  }
  const tree = parser.parse(whole);
  const passives = passivePlaces(tree, whole);
  const read = texts.map((): Sentence[] => []);
  for (const node of tree.children.flatMap((child) =>
    child.type === 'ParagraphNode' ? child.children : [],
  )) {
    const from = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? from;
    const index = starts.findLastIndex((start) => start <= from);
    const start = starts[index] ?? 0;
    const words = node.type === 'SentenceNode' ? toWords(node, start) : [];
    if (words.length === 0) continue;
    const passive = passives.some((place) => place >= from && place < end);
    const text = texts[index]?.slice(from - start, end - start) ?? '';
    read[index]?.push({ text, at: from - start, words, passive });
  }
  return read;
}

/** Texts read lately: an author changes one paragraph, and the others are known. */
const known = new LRUCache<string, Sentence[]>({ max: 20_000 });

/** Reads texts ahead: all at once they cost less than one by one. */
export function rememberSentences(texts: readonly string[]): void {
  const fresh = [...new Set(texts)].filter((text) => !known.has(text));
  if (fresh.length === 0) return;
  const read = parse(fresh);
  for (const [index, text] of fresh.entries()) known.set(text, read[index] ?? []);
}

/** The sentences of a text. Remembered, so that reading it again costs nothing. */
export function readSentences(text: string): readonly Sentence[] {
  if (!known.has(text)) rememberSentences([text]);
  return known.get(text) ?? [];
}

const ownWords = /^I('|’|$)/;

/**
 * Words that are names wherever they stand: written with a capital in the middle of a sentence, and never without.
 * @param sentences of a whole file
 */
export function findNames(sentences: readonly Sentence[]): Set<string> {
  const names = new Set<string>();
  const common = new Set<string>();
  for (const { text, at, words } of sentences) {
    for (const [index, word] of words.entries()) {
      if (/^\p{Ll}/u.test(word.text)) common.add(word.text.toLowerCase());
      const before = text.slice(0, word.at - at).trimEnd();
      const opens = index === 0 || /[:"“”‘([—–-]$/.test(before);
      if (!opens && /^\p{Lu}/u.test(word.text) && !ownWords.test(word.text)) names.add(word.text);
    }
  }
  return new Set([...names].filter((name) => !common.has(name.toLowerCase())));
}

/**
 * Flesch–Kincaid grade: 0.39 × words per sentence + 11.8 × syllables per word − 15.59, without names. NaN of nothing.
 */
export function gradeOf(sentences: readonly Sentence[], names: ReadonlySet<string>): number {
  const counted = sentences
    .map(({ words }) => words.filter(({ text }) => !names.has(text)))
    .filter((words) => words.length > 0);
  const words = counted.flat();
  return fleschKincaid({
    sentence: counted.length,
    word: words.length,
    syllable: words.reduce((sum, { syllables }) => sum + syllables, 0),
  });
}

/** Number of words of a text as a reader counts them. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** A text with everything between quotation marks blanked, so that offsets stay true. */
export function withoutSpeech(text: string): string {
  return text.replace(/"[^"]*("|$)|“[^”]*(”|$)/g, (quote) => quote.replace(/[^\n]/g, ' '));
}

/** Texts between quotation marks, and where each starts. */
export function listSpeech(text: string): { text: string; at: number }[] {
  return [...text.matchAll(/"([^"]*)"|“([^”]*)”/g)].map((match) => ({
    text: match[1] ?? match[2] ?? '',
    at: match.index,
  }));
}
