import type { Nodes, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { excerptOf } from '#app/features/curriculum/compiler/files/problem-words.server.ts';
import type { Place } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { optionsOf, typeOf } from '#app/features/curriculum/compiler/parts/answer-types.server.ts';
import type { WrittenOption } from '#app/features/curriculum/compiler/parts/option-text.server.ts';
import type { WrittenItem } from '#app/features/curriculum/compiler/parts/written-parts.server.ts';
import { isParent } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { rulesOf } from '#app/features/curriculum/items/rules.ts';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import { countOf } from '#app/words/numbers.ts';
import { listPassages } from './passages.server.ts';
import type { QualityReport } from './report.server.ts';
import { countWords, readSentences, withoutSpeech } from './text.server.ts';
import { sharedOnlyWithKey } from './words.server.ts';

const limits = { options: [3, 4], ratio: 1.6, feedback: 12, stem: 5 } as const;

/** The words of nodes, paragraphs apart. */
function wordsOf(nodes: readonly RootContent[]): string {
  return nodes.map((node) => textOf(node)).join('\n');
}

const allAbove =
  /\b(all|none|both|any|neither|two) of (the above|these|the others?|the options)\b|^(both )?\(?[A-D]\)? and \(?[A-D]\)?\.?$|\bthe (first|second|third|other)( one)? (is|are|option)\b/i;

const absolute = /\b(always|never|only|under no circumstances|in every case)\b/i;

/** Verbs and moods with which a stem asks for something without a question mark. */
const asks =
  /\b(match|put|order|sort|arrange|choose|pick|select|complete|fill|name|find|write|give|rate|type|enter|decide|say|tell|mark|place|read|think|turn|rewrite|reword|change|explain|describe|show|use|make|build|draft|begin|start)\b/i;

function checkCount(options: readonly WrittenOption[], item: WrittenItem, report: QualityReport) {
  const [least, most] = limits.options;
  if (options.length < least || options.length > most) {
    report.found(
      'P10-options',
      item.place,
      `${countOf(options.length, 'option')}: three work as well as five and leave time to read, and two invite guessing; write three, or four at most.`,
    );
  }
}

function checkOptions(options: readonly WrittenOption[], item: WrittenItem, report: QualityReport) {
  const keys = options.filter(({ correct }) => correct).length;
  const stem = wordsOf(item.prompt);
  if (keys > 1 && !/\b(two|three|both|each|all)\b/i.test(stem)) {
    report.found(
      'P10-key',
      item.place,
      `${keys} options are marked right, and the stem does not say how many to choose; keep one, or ask for \`two\` in the stem.`,
    );
  }
  if (keys > 1 && item.choosing?.most == null && /\b(two|three|four)\b/i.test(stem)) {
    report.found(
      'P10-choose',
      item.place,
      `the stem says how many to choose, and nothing keeps readers to it; write \`choose="${keys}"\` beside its id.`,
    );
  }
  for (const { text, place } of options) {
    if (allAbove.test(text)) {
      report.found(
        'P10-above',
        place,
        `${excerptOf(text)} points at other options, so half of the knowledge is enough to find it; write an option that stands by itself.`,
      );
    }
    const word = absolute.exec(withoutSpeech(text))?.[0];
    if (word !== undefined) {
      report.found(
        'P10-absolute',
        place,
        `\`${word}\` gives an option away, since test-wise readers know that little is without exception; say it without the word, or put the line in quotation marks if somebody says it.`,
      );
    }
  }
}

function checkForm(options: readonly WrittenOption[], item: WrittenItem, report: QualityReport) {
  const sorted = [...options].sort((a, b) => b.text.length - a.text.length);
  const [longest, second] = sorted;
  const shortest = sorted.at(-1);
  const ratio = (longest?.text.length ?? 0) / Math.max(1, shortest?.text.length ?? 0);
  if (ratio > limits.ratio) {
    const keyLongest = longest?.correct === true && longest.text.length !== second?.text.length;
    report.found(
      'P10-length',
      longest?.place ?? item.place,
      `the longest option has ${longest?.text.length} characters and the shortest ${shortest?.text.length}, ${ratio.toFixed(1)} times as many, and readers guess ${keyLongest ? 'the longest, which is right here' : 'by length'}; bring them within 1.6 times.`,
    );
  }
  const quoted = options.filter(({ text }) => /^["“]/.test(text)).length;
  const closed = options.filter(({ text }) => /[.!?]["”]?$/.test(text)).length;
  const mixed = (part: number) => part > 0 && part < options.length;
  if (mixed(quoted) || mixed(closed)) {
    report.found(
      'P10-parallel',
      item.place,
      `some options are ${mixed(quoted) ? 'lines of talk and others are not' : 'sentences with a full stop and others are not'}, and the odd one out draws the eye; give all options one form.`,
    );
  }
}

function hasBoldNot(nodes: readonly Nodes[]): boolean {
  return nodes.some(
    (node) =>
      (node.type === 'strong' && /\b(NOT|EXCEPT|LEAST|NO)\b/.test(textOf(node))) ||
      (isParent(node) && hasBoldNot(node.children)),
  );
}

const negative =
  /^(?:which|what|who|whom|whose|where|when|why|how)\b(?:(?!,).)*?\b(not|except|never|\w+n['’]t|least (?=accurate|useful|helpful|appropriate|fair|effective|safe|true|correct|likely to (?:help|work)))\b/i;

function checkStem(item: WrittenItem, lines: readonly string[], report: QualityReport) {
  const { answer, prompt, place } = item;
  const passages = listPassages(prompt, lines);
  const spoken = passages.map(({ text }) => withoutSpeech(text)).join(' ');
  const full = passages.map(({ text }) => text).join(' ');
  const whole = /[.?!]["”’)]*\s*$/.test(full.trimEnd());
  const options = optionsOf(answer);
  const trueFalse = options?.length === 2;
  const complete = whole && (spoken.includes('?') || asks.test(spoken) || trueFalse);
  if (options !== null && (countWords(full) < limits.stem || !complete)) {
    report.found(
      'P10-stem',
      place,
      'the stem is not a full question or task, so it makes sense only with the options; describe the situation and end with a question such as `What do you say next?`.',
    );
  }
  for (const passage of passages) {
    const bare = withoutSpeech(passage.text);
    for (const { text, at } of readSentences(passage.text)) {
      const question = bare.slice(at, at + text.length).trim();
      const word = question.endsWith('?') ? negative.exec(question)?.[1] : undefined;
      if (word === undefined || hasBoldNot(prompt)) continue;
      report.found(
        'P10-negative',
        place,
        `the question turns on \`${word}\`, which hurried readers miss; ask for what is right, or write **NOT** in bold capitals.`,
      );
    }
  }
}

function checkFeedback(options: readonly WrittenOption[], report: QualityReport) {
  for (const { correct, misconception, feedback, place } of options) {
    if (correct) continue;
    if (misconception === null || countWords(misconception) < 2) {
      report.found(
        'P10-misconception',
        place,
        'this wrong option does not say which belief leads to it, so instructors cannot see what to teach; add a line `> Misconception: …` under its feedback.',
      );
    }
    checkWords(wordsOf(feedback), place, report);
  }
}

function checkWords(text: string, place: Place, report: QualityReport) {
  const words = countWords(text);
  if (words >= limits.feedback) return;
  report.found(
    'P10-feedback',
    place,
    `the feedback has ${countOf(words, 'word')}, too few to learn from; say in at least ${limits.feedback} why it is so and what to try next.`,
  );
}

const byLetter =
  /\b(?:[Aa]nswer|[Oo]ption|[Cc]hoice)(?:s?\s+(?:\(?[A-H]\)?(?![\w’'])|\([a-h1-9]\))|\s+(?:number )?(?:[1-9](?![\d.,]*\d)|one\b|two\b|three\b)(?! of\b))/;

const byPlace =
  /\b(?:first|second|third|fourth|last|upper|lower|top|bottom|previous|next) (?:answer|option|choice)\b|\b(?:answer|option|choice)s? (?:above|below)\b/i;

/** Readers get the options in an order of their own, so none can be named by its letter or place. */
function checkLetters(item: WrittenItem, report: QualityReport) {
  const { answer, prompt, explanation, place } = item;
  if (!rulesOf({ type: typeOf(answer) }).shuffled) return;
  const options = optionsOf(answer) ?? [];
  const texts = [
    { text: wordsOf(prompt), at: place },
    ...options.map((option) => ({ text: option.text, at: option.place })),
    ...options.map((option) => ({ text: wordsOf(option.feedback), at: option.place })),
    { text: wordsOf(explanation), at: place },
  ];
  for (const { text, at } of texts) {
    const named = (byLetter.exec(text) ?? byPlace.exec(text))?.[0];
    if (named === undefined) continue;
    report.found(
      'P10-letters',
      at,
      `${excerptOf(named)} names an option by its letter or place, and each reader gets them in another order; say it by its words.`,
    );
  }
}

/** Checks one check or question by itself (P10). */
export function checkItem(item: WrittenItem, lines: readonly string[], report: QualityReport) {
  const { answer, explanation, objective, place } = item;
  if (!isScored({ type: typeOf(answer) })) return;
  if (objective === null) {
    report.found(
      'P10-objective',
      place,
      'this question belongs to no objective, so nobody can tell what a wrong answer means; add `objective="…"`.',
    );
  }
  checkStem(item, lines, report);
  checkLetters(item, report);
  const options = optionsOf(answer);
  if (options === null) {
    checkWords(wordsOf(explanation), place, report);
    return;
  }
  checkFeedback(options, report);
  if (typeOf(answer) === 'true-false') return;
  checkOptions(options, item, report);
  checkCue('the stem', wordsOf(item.prompt), options, item, report);
  if (answer.type === 'hot-spot') {
    // A picture has as many places as it has, and names as long as they are.
    checkCue('the description of the picture', answer.picture.alt, options, item, report);
    return;
  }
  checkCount(options, item, report);
  checkForm(options, item, report);
}

function checkCue(
  where: string,
  text: string,
  options: readonly WrittenOption[],
  item: WrittenItem,
  report: QualityReport,
) {
  const cue = sharedOnlyWithKey(text, options);
  if (cue === null) return;
  report.found(
    'P10-cue',
    options.find(({ correct }) => correct)?.place ?? item.place,
    `\`${cue}\` stands in ${where} and in the right option, and in no wrong one, so it points to the answer; reword one of them.`,
  );
}
