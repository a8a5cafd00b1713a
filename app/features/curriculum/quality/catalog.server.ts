import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';

/**
 * Every rule of the quality check, numbered as in the curriculum's quality criteria (P1 to P13). A hard limit is an error;
 * a target, or what a program can only guess at, is a warning. `about`: what it looks for, in a few words.
 */
export const qualityCatalog = {
  'P1-authors': { level: 'error', about: 'a lesson names its authors' },
  'P1-reviewers': { level: 'warning', about: 'a police trainer and a resident have reviewed it' },
  'P1-review-date': { level: 'warning', about: 'the last review is at most a year old' },
  'P2-count': { level: 'error', about: '2 to 4 objectives' },
  'P2-verb': { level: 'error', about: 'an objective starts with a verb that can be observed' },
  'P2-one-verb': { level: 'error', about: 'an objective asks for one thing' },
  'P2-apply': { level: 'error', about: 'at least one objective at the level of applying' },
  'P3-grade': { level: 'error', about: 'reading grade at most 10' },
  'P3-grade-target': { level: 'warning', about: 'reading grade from 6 to 9' },
  'P3-survey': { level: 'error', about: 'reading grade of a survey at most 6' },
  'P3-sentence': { level: 'error', about: 'no sentence over 32 words' },
  'P3-mean': { level: 'warning', about: 'sentences of 18 words on average' },
  'P3-paragraph': { level: 'error', about: 'no paragraph over 90 words' },
  'P3-headings': { level: 'error', about: 'a heading at least every 250 words' },
  'P4-passive': { level: 'warning', about: 'at most 12% of sentences in the passive' },
  'P4-person': { level: 'error', about: 'the reader is spoken to as "you"' },
  'P4-acronym': { level: 'warning', about: 'short forms spelt out at first use' },
  'P5-words': { level: 'error', about: '900 to 1,700 words of running text' },
  'P5-minutes': { level: 'error', about: 'declared minutes within 20% of the reckoned ones' },
  'P6-uncited': { level: 'error', about: 'figures, studies and years with a source beside them' },
  'P6-few': { level: 'error', about: 'at least 3 sources' },
  'P6-primary': { level: 'error', about: 'at least one source that measured something itself' },
  'P6-listed': { level: 'warning', about: 'listed sources are cited, cited ones listed' },
  'P6-unused': { level: 'error', about: 'every record of sources.yml is cited somewhere' },
  'P6-correction': { level: 'error', about: 'corrected papers carry a correctionNote' },
  'P6-correction-told': { level: 'warning', about: 'readers are told of a correction' },
  'P6-mirror': { level: 'error', about: 'sources at their DOI or publisher, not at a copy' },
  'P6-link': { level: 'warning', about: 'web addresses are well formed and https' },
  'P7-proof': { level: 'error', about: 'no "proves", "guarantees", "always works"' },
  'P7-cause': { level: 'error', about: '"causes" and "reduces" only with a trial or review' },
  'P8-copied': { level: 'error', about: 'no 9 words in a row shared with another lesson' },
  'P8-quote-length': { level: 'error', about: 'quotations of at most 25 words' },
  'P8-quotes': { level: 'error', about: 'at most 2 quotations a lesson' },
  'P9-alt': { level: 'error', about: 'pictures described in 5 to 140 characters' },
  'P9-link-text': { level: 'error', about: 'links say where they lead' },
  'P9-table-head': { level: 'error', about: 'columns of tables have headings' },
  'P9-colour': { level: 'warning', about: 'colour is not the only sign' },
  'P10-options': { level: 'error', about: 'three options, four at most' },
  'P10-key': { level: 'error', about: 'one right option, or a stem that asks for more' },
  'P10-choose': { level: 'error', about: 'a stem that asks for two takes two' },
  'P10-stem': { level: 'error', about: 'a stem that can be answered before the options' },
  'P10-above': { level: 'error', about: 'no "all of the above", no "A and C"' },
  'P10-letters': { level: 'error', about: 'no "see answer A" where readers get a mixed order' },
  'P10-absolute': { level: 'error', about: 'no "always", "never", "only" in options' },
  'P10-negative': { level: 'error', about: 'a negative stem has a bold NOT' },
  'P10-length': { level: 'error', about: 'longest option at most 1.6 times the shortest' },
  'P10-parallel': { level: 'warning', about: 'options of one form' },
  'P10-cue': { level: 'warning', about: 'no word shared by stem and right option alone' },
  'P10-misconception': { level: 'error', about: 'every wrong option has its misconception' },
  'P10-feedback': { level: 'error', about: 'feedback of at least 12 words on wrong options' },
  'P10-objective': { level: 'error', about: 'every question belongs to one objective' },
  'P10-unverified': { level: 'warning', about: 'no key rests on a source that nobody checked' },
  'P10-key-longest': { level: 'error', about: 'the right option is longest in at most 40%' },
  'P10-key-length': {
    level: 'error',
    about: 'the right option is longest and shortest in 25% to 40%',
  },
  'P10-key-opening': {
    level: 'warning',
    about: 'feedback on right options does not always begin alike',
  },
  'P10-style': { level: 'error', about: 'right options of a course cannot be told by their style' },
  'P10-style-quiz': {
    level: 'warning',
    about: 'right options of a quiz cannot be told by their style',
  },
  'P10-performance': {
    level: 'error',
    about: 'objectives that ask for doing are measured by doing',
  },
  'P10-pass-mark': { level: 'warning', about: 'the pass mark is what its judges expect' },
  'P10-pool': { level: 'warning', about: 'a pool of two and a half times what an attempt draws' },
  'P10-pool-again': {
    level: 'error',
    about: 'no question twice in attempts that follow each other',
  },
  'P10-key-place': { level: 'error', about: 'right options spread over all places' },
  'P10-coverage': { level: 'error', about: 'at least two questions for each objective' },
  'P10-apply': { level: 'error', about: 'half of the questions at applying or above' },
  'P11-missing': { level: 'warning', about: 'a lesson has a scenario' },
  'P11-decisions': { level: 'error', about: 'a way with at least 3 decisions' },
  'P11-short-way': { level: 'warning', about: 'no way to an ending under 3 decisions' },
  'P11-choices': { level: 'error', about: 'a decision has 2 or 3 choices' },
  'P11-endings': { level: 'error', about: 'at least two endings' },
  'P11-same-way': { level: 'warning', about: 'choices lead apart, or are remembered' },
  'P11-repair': { level: 'error', about: 'a way to mend a mistake aloud' },
  'P11-safety': { level: 'error', about: 'a way to step back or call for help' },
  'P11-best-place': { level: 'error', about: 'the best choice not always in one place' },
  'P11-best-longest': { level: 'error', about: 'the best choice not always the longest' },
  'P11-between': {
    level: 'warning',
    about: 'a third of the choices of a course is neither weak nor best',
  },
  'P11-best-mostly': {
    level: 'warning',
    about: 'the best choice has no favourite place in a course',
  },
  'P11-consequence': { level: 'error', about: 'a consequence for both people in every choice' },
  'P11-note': {
    level: 'warning',
    about: 'a content note on the scenario where the lesson has one',
  },
  'P12-vague': { level: 'error', about: 'no level that says only "good" or "professional"' },
  'P12-visible': { level: 'error', about: 'each level names something a camera could record' },
  'P12-star': { level: 'warning', about: 'a ★ criterion where there is risk' },
  'P13-blocked': { level: 'error', about: 'no words that demean the people lessons are about' },
  'P13-person': { level: 'warning', about: 'people before their condition' },
  'waiver-rule': { level: 'error', about: 'a waiver names a rule and a file that exist' },
  'waiver-until': { level: 'error', about: 'a waiver ends within a year' },
  'waiver-expired': { level: 'error', about: 'no waiver past its date' },
  'waiver-unused': { level: 'error', about: 'every waiver is needed' },
} as const satisfies Record<string, { level: ContentProblem['level']; about: string }>;

/** The id of a rule of the quality check. */
export type QualityRule = keyof typeof qualityCatalog;

/** All rule ids, in order. */
export const qualityRules = Object.keys(qualityCatalog) as QualityRule[];

/** Whether a word is the id of a rule of the quality check. */
export function isQualityRule(word: string): word is QualityRule {
  return Object.hasOwn(qualityCatalog, word);
}
