import { LRUCache } from 'lru-cache';
import { ParseEnglish } from 'parse-english';
import retextEquality from 'retext-equality';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { type Passage, placeIn } from './passages.server.ts';
import type { QualityReport } from './report.server.ts';
import { withoutSpeech } from './text.server.ts';

/** Words that are never used without a waiver, and what to write instead. */
const blocked: [RegExp, string][] = [
  [
    /\bcommit(?:s|ted|ting)? suicide\b/gi,
    'sounds like a crime; write `died by suicide` or `tried to end her life`',
  ],
  [
    /\b(?:successful|failed|completed) suicide\b/gi,
    'weighs a death like a task; write `died by suicide` or `suicide attempt`',
  ],
  [
    /\bthe mentally ill\b/gi,
    'makes people into their illness; write `people with a mental illness` or name what was seen',
  ],
  [
    /\b(?:drug |heroin |crack )?addicts?\b/gi,
    'makes a person into a condition; write `a person who uses drugs` or `a person with an addiction`',
  ],
  [
    /\billegals\b|\b(?:an|the) illegal\b(?!\s+\p{L})|\billegal (?:immigrants?|aliens?|migrants?)\b/giu,
    'calls a person illegal; write `people without papers` or name the act',
  ],
  [/\bthugs?\b/gi, 'is a label and no description; write what the person did'],
  [/\bexcited delirium\b/gi, 'is no accepted diagnosis; write what was seen'],
  [/\bwar on \p{L}+/giu, 'makes residents into enemies; name the programme or the aim'],
  [/\bbad apples?\b/gi, 'hides what an organisation allows; say who did what, and who knew'],
  [/\bweaponi[sz](?:es?|ed|ing)\b/gi, 'is a battle word; write `used against` or `misused`'],
];

/** Rules of retext-equality that matter here: people and their health, and names of jobs. */
const keptRules =
  /^(addicts?|aids-victim|alcoholic|amputee|ablebodied|birth-defect|chairman-.*|chick-cop-policeman|cretin|deafmute|downs-syndrome|dwarf|dyslexic|epileptic|fag|fireman-.*|firemen-.*|gay-agenda|gay-lifestyle|gyp|handicapped.*|hearing-impaired|hermaphrodit.*|homosexual.*|idiot|insomniacs?|intellectually-disabled.*|japs|learning-disabled|madm[ae]n|mankind|manpower|maniac|manic|gimp|mongoloid|.*-victim|nonwhite|oriental.*|paraplegic|policemen-.*|quadriplegic|redskins?|retards?|schizo|senile|sexual-preference|sociopaths?|spastic|spaz|spokesman-.*|spokesmen-.*|stutterer|suffers-from-.*|towel-heads|transgendere?d?i?s?m?s?|transvestite|tranny|victim-of-.*|wacko|wheelchair-bound|woman-lawyer|lady-doctor)$/;

/** Words for people that the library does not know, and what to write instead. */
const labels: [RegExp, string][] = [
  [
    /\b(junkies?|crackheads?|druggies?|psychos?|lunatics?|nutters?|nutcases?|hookers?|cripples?|vagrants?)\b/gi,
    'what the person did or needs',
  ],
  [/\bthe (homeless|disabled|elderly|blind|poor)\b(?! \p{L})/giu, '`people who …`'],
];

const parser = new ParseEnglish();
const equality = unified().use(retextEquality, { binary: true }).freeze();

/** Words found in a text, and what the library would write instead. */
type FoundWord = { at: number; words: string; instead: string };

/** Texts read lately: an author changes one paragraph, and the others are known. */
const known = new LRUCache<string, FoundWord[]>({ max: 20_000 });

/** Looks through texts as one: looking for hundreds of words costs most to begin. */
function rememberWords(texts: readonly string[]): void {
  const fresh = [...new Set(texts)].filter((text) => !known.has(text));
  if (fresh.length === 0) return;
  const starts: number[] = [];
  let whole = '';
  for (const text of fresh) {
    starts.push(whole.length);
    whole += `${text}\n\n`;
  }
  for (const text of texts) known.set(text, known.get(text) ?? []);
  const file = new VFile(whole);
  equality.runSync(parser.parse(whole), file);
  for (const { place, ruleId, actual, expected } of file.messages) {
    if (!keptRules.test(ruleId ?? '')) continue;
    const offset = place !== undefined && 'start' in place ? (place.start.offset ?? 0) : 0;
    const index = starts.findLastIndex((start) => start <= offset);
    const advice = (expected ?? [])
      .filter((words) => !/handicap/.test(words))
      .slice(0, 2)
      .map((words) => `\`${words}\``);
    known.get(fresh[index] ?? '')?.push({
      at: offset - (starts[index] ?? 0),
      words: actual ?? '',
      instead: advice.length > 0 ? advice.join(' or ') : 'what the person does or needs',
    });
  }
}

function checkBlocked(passage: Passage, report: QualityReport): void {
  for (const [pattern, instead] of blocked) {
    for (const { 0: words, index } of passage.text.matchAll(pattern)) {
      report.found(
        'P13-blocked',
        placeIn(passage, index),
        `\`${words}\` ${instead}. If a lesson must name the word, add a waiver with the reason.`,
      );
    }
  }
}

function reportLabel(
  passage: Passage,
  at: number,
  words: string,
  instead: string,
  report: QualityReport,
): void {
  report.found(
    'P13-person',
    placeIn(passage, at),
    `\`${words}\` may hurt or shut out the people it is about; perhaps write ${instead}. Keep it where the people concerned prefer it.`,
  );
}

/**
 * Checks the language of everything a reader meets (P13). Words that demean are blocked also where somebody says them;
 * of words that put a condition before a person, only the lesson's own are reported.
 */
export function checkLanguage(passages: readonly Passage[], report: QualityReport): void {
  for (const passage of passages) {
    checkBlocked(passage, report);
    for (const [pattern, instead] of labels) {
      for (const { 0: words, index } of withoutSpeech(passage.text).matchAll(pattern))
        reportLabel(passage, index, words, instead, report);
    }
  }
  const bare = passages.map(({ text }) => withoutSpeech(text).replaceAll('-', ' '));
  rememberWords(bare);
  for (const [index, passage] of passages.entries()) {
    for (const { at, words, instead } of known.get(bare[index] ?? '') ?? []) {
      if (blocked.some(([pattern]) => words.match(pattern) !== null)) continue;
      reportLabel(passage, at, words, instead, report);
    }
  }
}
