import { excerptOf } from '#app/features/curriculum/compiler/files/problem-words.server.ts';
import type { Place } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { countOf } from '#app/words/numbers.ts';
import { isInside, type Passage, placeIn } from './passages.server.ts';
import { isProse } from './reading.server.ts';
import type { QualityReport } from './report.server.ts';
import {
  countWords,
  listSpeech,
  readSentences,
  type Sentence,
  withoutSpeech,
} from './text.server.ts';

/** A sentence that says one thing causes another, and the sources cited beside it. */
export type CauseClaim = Place & { word: string; sources: string[] };

const counted =
  'people|officers?|residents?|recruits?|cadets?|calls?|stops?|studies|students?|drivers?|participants?|households?|cases|hours|complaints?|evaluations|adults|interviews?|encounters?|recordings?|arrests?|incidents?|agencies|academies|forces|spots|streets|places|victims?|respondents|listeners|trials|members|schemes|reports|transcripts';

const number = '(?:\\d[\\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten)';

/** What makes a sentence a claim that someone measured: each with its name for the author. */
const signs: [RegExp, string][] = [
  [/\d[\d.,]*\s?(?:%|per ?cent\b|percentage points?)/i, 'a percentage'],
  [
    new RegExp(
      `\\b${number}\\s+(?:in|out of)\\s+(?:every\\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|\\d{1,3})\\b(?!\\s*(?:minutes|hours|days|weeks|months|years|seconds|o'clock))`,
      'i',
    ),
    'a share',
  ],
  [
    /\b(?:twice|\w+ times) (?:as (?:likely|common|often|many|much|high)|more (?:likely|often|common)|less likely)\b/i,
    'a comparison in figures',
  ],
  [
    new RegExp(
      `\\b(?!0|\\d{4}\\s+hours)(?:\\d{1,3}(?:,\\d{3})+|\\d{3,})\\s+(?:[\\p{L}-]+\\s+){0,3}(?:${counted})\\b`,
      'iu',
    ),
    'a count',
  ],
  [/\b[dgr]\s?[=≈]\s?[-−]?\.?\d/, 'an effect size'],
  [/\b(?:1[89]|20)\d\d(?:\/\d\d)?\b(?!\s+hours)/, 'a year'],
];

const studies =
  'study|studies|trials?|experiments?|surveys?|meta-analys[ei]s|evaluations?|researchers?|research team|systematic reviews?|reviewers|census|authors';
const found =
  'found|showed|shows|has shown|have shown|suggests|suggested|reports|reported|measured|measures|compared|concluded|estimated|randomised|failed|improved|differed|saw|observed|finds';

/** A study that says something: its noun and what it did, with nothing between them that takes it back. */
const studyFinding = new RegExp(
  `\\b(?:${studies})\\b(?:(?!\\b(?:if|would|could|might|may|can|cannot|should|must|you)\\b)[^.?!;]){0,70}?\\b(?:${found})\\b`,
  'i',
);
const studiesShow =
  /\b(?:studies|trials|surveys|researchers|reviews|experiments|evaluations)\s+(?:\w+ly\s+)?(?:show|find|suggest|report|call|describe)\b/i;

const programme =
  /\b(?:[A-Z][\p{L}-]+ ){1,5}(?:Programme|Program|Project|Initiative|Task Force)\b|\b[A-Z]{3,6} (?:programme|program|training|course|project)\b/u;

/** What a reader may ask "says who?" of in a sentence, or null. */
export function claimIn(sentence: string): string | null {
  const text = withoutSpeech(sentence);
  if (/\?\s*$/.test(text)) return null;
  for (const [sign, name] of signs) if (sign.test(text)) return name;
  if (studyFinding.test(text) || studiesShow.test(text)) return 'a study';
  const named = programme.exec(text)?.[0];
  return named !== undefined && !/Port Ellery/.test(text) ? 'a named programme' : null;
}

/** Places where nothing is claimed: examples of talk, local law, and what is said of the lesson itself. */
const noClaims = ['Compare', 'LocalRule', 'status', 'Weak', 'Strong'] as const;

function checkCitations(prose: readonly Passage[], report: QualityReport): void {
  for (const passage of prose) {
    if (passage.citations.length + passage.shared.length > 0) continue;
    if (isInside(passage, ...noClaims)) continue;
    // Speech goes on over sentences, so it is blanked before they are told apart.
    const spoken = withoutSpeech(passage.text);
    for (const { text, at } of readSentences(passage.text)) {
      const claim = claimIn(spoken.slice(at, at + text.length));
      if (claim === null) continue;
      report.found(
        'P6-uncited',
        placeIn(passage, at),
        `the sentence ${excerptOf(text)} holds ${claim} and no <Source> stands in its paragraph, so nobody can look it up; cite the source here, or leave the claim out.`,
      );
    }
  }
}

const proof =
  /\b(?:proves|guarantees?|guaranteed|always works?|proof that|(?:proved|proven) that|(?:is|are|was|were|been) proven)\b/i;
const takesBack =
  /\b(not|never|no|nobody|nothing|none|neither|nor|cannot|without|hardly|whether|far from|if)\b|n['’]t\b/i;

function checkProof(passages: readonly Passage[], report: QualityReport): void {
  for (const passage of passages) {
    const spoken = withoutSpeech(passage.text);
    for (const { text, at } of readSentences(passage.text)) {
      const bare = spoken.slice(at, at + text.length);
      const match = proof.exec(bare);
      if (match === null || takesBack.test(bare) || /\?\s*$/.test(bare)) continue;
      report.found(
        'P7-proof',
        placeIn(passage, at + match.index),
        `\`${match[0]}\` promises more than any study of people can; say what was found and where, as \`in one trial, …\` or \`the evidence supports …\`.`,
      );
    }
  }
}

const cause = /\b(causes|caused|reduces|reduced)\b/i;
const softens =
  /\b(may|might|could|can|cannot|would|whether|not|no|never|if|what|why|nobody|nothing|seems?|perhaps|which causes?)\b|n['’]t\b/i;

/** Sentences that say that one thing causes or reduces another. Whether they may depends on the sources beside them. */
export function listCauseClaims(passages: readonly Passage[]): CauseClaim[] {
  return passages.filter(isProse).flatMap((passage) => {
    if (isInside(passage, ...noClaims)) return [];
    const spoken = withoutSpeech(passage.text);
    return readSentences(passage.text).flatMap(({ text, at }: Sentence): CauseClaim[] => {
      const bare = spoken.slice(at, at + text.length);
      const match = cause.exec(bare);
      if (match === null || softens.test(bare) || /\?\s*$/.test(bare)) return [];
      const sources = [...passage.citations.map(({ id }) => id), ...passage.shared];
      return [{ ...placeIn(passage, at + match.index), word: match[0], sources }];
    });
  });
}

const quoteLimits = { words: 25, perLesson: 2, shortest: 6 } as const;

/**
 * Checks quotations of sources: block quotations, and speech marks in a sentence that cites a source. Other speech is
 * dialogue, which a lesson may have as much of as it wants.
 */
function checkQuotations(prose: readonly Passage[], report: QualityReport): void {
  const quotations: (Place & { text: string })[] = [];
  for (const passage of prose) {
    if (isInside(passage, 'quote')) {
      quotations.push({ ...passage.place, text: passage.text });
      continue;
    }
    const sentences = readSentences(passage.text);
    for (const { text, at } of listSpeech(passage.text)) {
      if (countWords(text) < quoteLimits.shortest) continue;
      const cited = sentences.some((sentence) => {
        const end = sentence.at + sentence.text.length;
        const overlaps = sentence.at < at + text.length && at < end;
        return overlaps && passage.citations.some((cite) => cite.at >= at && cite.at <= end);
      });
      if (cited) quotations.push({ ...placeIn(passage, at), text });
    }
  }
  for (const [index, { text, ...place }] of quotations.entries()) {
    const words = countWords(text);
    if (words > quoteLimits.words) {
      report.found(
        'P8-quote-length',
        place,
        `this quotation has ${countOf(words, 'word')}, and 25 are the most, because the lesson must stand on its own words; shorten it or say it yourself.`,
      );
    }
    if (index === quoteLimits.perLesson) {
      report.found(
        'P8-quotes',
        place,
        `this is the third quotation of a source in this lesson (${quotations.map(({ line }) => `line ${line}`).join(', ')}), and two are the most; say this one in your own words.`,
      );
    }
  }
}

/** Checks what a lesson claims (P6, P7) and quotes (P8), as far as its own text tells. */
export function checkClaims(passages: readonly Passage[], report: QualityReport): void {
  const prose = passages.filter(isProse);
  checkCitations(prose, report);
  checkProof(prose, report);
  checkQuotations(prose, report);
}

/** Whether a text tells its readers that something was corrected. */
export function tellsOfCorrection(passages: readonly Passage[]): boolean {
  return passages.some(({ text }) =>
    /\b(correct(s|ed|ion|ions)|re-?analys\w+|revised|re-?ran|went back to|retract\w*|second look|error)\b/i.test(
      text,
    ),
  );
}
