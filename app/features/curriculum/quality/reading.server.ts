import { excerptOf } from '#app/features/curriculum/compiler/files/problem-words.server.ts';
import { countOf } from '#app/words/numbers.ts';
import { isInside, type Passage, placeIn } from './passages.server.ts';
import type { QualityReport } from './report.server.ts';
import {
  countWords,
  findNames,
  gradeOf,
  readSentences,
  type Sentence,
  withoutSpeech,
} from './text.server.ts';

/** Most words of a sentence, of a paragraph and between two headings. */
const most = { sentence: 32, meanSentence: 18, paragraph: 90, section: 250 } as const;

/** Running text that is read as sentences: no headings, no tables. */
export function isProse(passage: Passage): boolean {
  return passage.heading === 0 && !isInside(passage, 'table') && countWords(passage.text) > 0;
}

const rounded = (value: number) => value.toFixed(1);

/** The passage that is hardest to read, by grade; shorter ones do not count, as their grade says little. */
function hardestOf(
  prose: readonly Passage[],
  names: ReadonlySet<string>,
  shortest: number,
): Passage | undefined {
  const graded = prose
    .filter(({ text }) => countWords(text) >= shortest)
    .map((passage) => ({ passage, grade: gradeOf(readSentences(passage.text), names) }))
    .sort((a, b) => b.grade - a.grade);
  return graded[0]?.passage ?? prose[0];
}

function checkGrade(
  prose: readonly Passage[],
  sentences: readonly Sentence[],
  report: QualityReport,
): void {
  const names = findNames(sentences);
  const grade = gradeOf(sentences, names);
  const hardest = hardestOf(prose, names, 20);
  if (Number.isNaN(grade) || hardest === undefined) return;
  if (grade > 10) {
    report.found(
      'P3-grade',
      hardest.place,
      `the lesson reads at grade ${rounded(grade)}, and tired people lose the thread above 10; shorten sentences and choose shorter words, first in this paragraph, the hardest one.`,
    );
    return;
  }
  if (grade > 9) {
    report.found(
      'P3-grade-target',
      hardest.place,
      `the lesson reads at grade ${rounded(grade)}, above the aim of 6 to 9; this paragraph is the hardest: try shorter sentences and words here first.`,
    );
    return;
  }
  // Talk is short by nature: whether the lesson's own voice is too simple shows without it.
  const own = gradeOf(
    prose.flatMap(({ text }) => readSentences(withoutSpeech(text))),
    names,
  );
  if (own >= 5.5) return;
  report.found(
    'P3-grade-target',
    prose[0]?.place ?? hardest.place,
    `outside quoted speech the lesson reads at grade ${rounded(own)}, below the aim of 6 to 9, which can sound like a list of captions; join some short sentences that belong together.`,
  );
}

function checkLengths(prose: readonly Passage[], report: QualityReport): void {
  const lengths: number[] = [];
  for (const passage of prose) {
    const words = countWords(passage.text);
    if (words > most.paragraph) {
      report.found(
        'P3-paragraph',
        passage.place,
        `this paragraph has ${countOf(words, 'word')}, and on a phone it fills the screen; split it so that none has more than ${most.paragraph}.`,
      );
    }
    for (const { text, at, words: inSentence } of readSentences(passage.text)) {
      lengths.push(inSentence.length);
      if (inSentence.length <= most.sentence) continue;
      report.found(
        'P3-sentence',
        placeIn(passage, at),
        `the sentence ${excerptOf(text)} has ${countOf(inSentence.length, 'word')}, too many to hold in mind; split it so that none has more than ${most.sentence}.`,
      );
    }
  }
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const longest = prose
    .map((passage) => {
      const sentences = readSentences(passage.text);
      const words = sentences.reduce((sum, sentence) => sum + sentence.words.length, 0);
      return { passage, mean: words / Math.max(1, sentences.length) };
    })
    .sort((a, b) => b.mean - a.mean)[0];
  if (mean > most.meanSentence && longest !== undefined) {
    report.found(
      'P3-mean',
      longest.passage.place,
      `sentences have ${rounded(mean)} words on average, above the aim of ${most.meanSentence}, so the whole lesson is slow to read; this paragraph has the longest: split some here first.`,
    );
  }
}

/** Checks that no reader has to go far without a heading. */
function checkHeadings(passages: readonly Passage[], report: QualityReport): void {
  let words = 0;
  let told = false;
  for (const passage of passages) {
    if (passage.heading > 0) {
      words = 0;
      told = false;
      continue;
    }
    words += countWords(passage.text);
    if (words <= most.section || told) continue;
    told = true;
    report.found(
      'P3-headings',
      passage.place,
      `more than ${most.section} words lie between the last heading and here, and readers who come back find their place by headings; put one in before or at this paragraph.`,
    );
  }
}

function checkVoice(
  prose: readonly Passage[],
  sentences: readonly Sentence[],
  report: QualityReport,
): void {
  const passive = prose.flatMap((passage) =>
    isInside(passage, 'LocalRule')
      ? []
      : readSentences(passage.text).flatMap((sentence) =>
          sentence.passive ? [{ passage, sentence }] : [],
        ),
  );
  const [first] = passive;
  const share = passive.length / Math.max(1, sentences.length);
  if (share > 0.12 && first !== undefined) {
    const where = passive.map(({ passage, sentence }) => placeIn(passage, sentence.at).line);
    const lines = [...new Set(where)].slice(0, 8).join(', ');
    report.found(
      'P4-passive',
      placeIn(first.passage, first.sentence.at),
      `${Math.round(share * 100)}% of sentences seem to be passive (aim: at most 12%), which hides who acts; say who does it in some of those on lines ${lines}.`,
    );
  }
  const [start] = prose;
  const spoken = prose.some(({ text }) =>
    /\byou(?:rs?|rself|rselves)?\b/i.test(withoutSpeech(text)),
  );
  if (!spoken && start !== undefined) {
    report.found(
      'P4-person',
      start.place,
      'nowhere outside quoted speech is the reader called `you`, so the lesson talks past the person who must act; speak to the reader.',
    );
  }
}

/** Short forms that every reader knows, and units. */
const knownShortForms = new Set(
  'AM PM UK US USA EU UN TV ID OK DNA GPS CCTV PIN SMS PDF FAQ DIY SUV DVD USB QR HR IT WC NOT II III IV VI'.split(
    ' ',
  ),
);

function checkShortForms(prose: readonly Passage[], report: QualityReport): void {
  const seen = new Set<string>();
  for (const passage of prose) {
    for (const match of passage.text.matchAll(/\b[A-Z][A-Z&]{1,5}\b(?!-\d)/g)) {
      const [short] = match;
      if (seen.has(short) || knownShortForms.has(short)) continue;
      seen.add(short);
      const before = passage.text.slice(0, match.index);
      const after = passage.text.slice(match.index + short.length);
      const spelt =
        /\($/.test(before) ||
        /^\s*(\(|[—–:,]|means\b|stands for\b|is short for\b)/.test(after) ||
        /(short form|called|stands for)\s*$/.test(before);
      const shouted = /[A-Z]{2,}\s+$/.test(before) || /^\s+[A-Z]{2,}\b/.test(after);
      if (spelt || shouted) continue;
      report.found(
        'P4-acronym',
        placeIn(passage, match.index),
        `\`${short}\` stands here for the first time and is not spelt out, so new readers are shut out; write its words, and the short form in brackets after them.`,
      );
    }
  }
}

/** Checks how a lesson reads (P3) and whom it speaks to (P4). */
export function checkReading(passages: readonly Passage[], report: QualityReport): void {
  const prose = passages.filter(isProse);
  const sentences = prose.flatMap(({ text }) => readSentences(text));
  checkGrade(prose, sentences, report);
  checkLengths(prose, report);
  checkHeadings(passages, report);
  checkVoice(prose, sentences, report);
  checkShortForms(prose, report);
}

/** Checks that a survey can be read by everyone who is asked (P3). `statements`: its statements and replies. */
export function checkSurvey(
  passages: readonly Passage[],
  statements: readonly Passage[],
  report: QualityReport,
): void {
  const all = [...passages.filter(isProse), ...statements];
  const sentences = all.flatMap(({ text }) => readSentences(text));
  const names = findNames(sentences);
  const grade = gradeOf(sentences, names);
  const hardest = hardestOf(all, names, 5);
  if (Number.isNaN(grade) || grade <= 6 || hardest === undefined) return;
  report.found(
    'P3-survey',
    hardest.place,
    `the survey reads at grade ${rounded(grade)}, and people who misread a statement answer another one; write below grade 6, starting with this text, the hardest one.`,
  );
}
