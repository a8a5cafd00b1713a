import type { QualityRule } from '#app/features/curriculum/quality/catalog.server.ts';

/**
 * One fault planted into the clean course of tests/fixtures/quality: its edits, the rule that must find it, and words on
 * the line where it must be found (in `foundIn`, the edited file if absent). `waivers`: the text of waivers.yml.
 */
export type Mutation = {
  rule: QualityRule;
  file: string;
  edits: readonly (readonly [string | RegExp, string])[];
  at: string;
  foundIn?: string;
  waivers?: string;
};

export const give = '01-handing-over/01-giving-a-handover.mdx';
export const take = '01-handing-over/02-taking-over.mdx';
export const quiz = '01-handing-over/quiz.mdx';
export const practical = '01-handing-over/practical.mdx';
const survey = 'surveys/after-a-month.mdx';
export const sources = 'sources.yml';

export const opening = 'You will hear a great deal about speed in this job.';
const words = (count: number, ...some: string[]) =>
  Array.from({ length: count }, (_, index) => some[index % some.length]).join(' ');

/** A waiver's text with some of its lines changed. */
export function waiver(changes: Record<string, string>): string {
  const lines = {
    rule: 'P4-acronym',
    file: give,
    reason: 'Made up for a test of waivers.',
    by: 'A test author',
    until: '2027-06-30',
    ...changes,
  };
  const [first, ...others] = Object.entries(lines).map(([key, value]) => `${key}: ${value}`);
  return [`- ${first}`, ...others.map((line) => `  ${line}`)].join('\n');
}

/** Faults in what a lesson promises and how it reads. */
export const ofLessons: readonly Mutation[] = [
  {
    rule: 'P1-authors',
    file: give,
    edits: [['authors:\n  - A test author', 'authors: []']],
    at: 'authors: []',
  },
  {
    rule: 'P1-reviewers',
    file: take,
    edits: [
      [
        '  - name: B. Field\n    role: community reader\n    date: 2026-11-01\n    read: all of it\n',
        '',
      ],
    ],
    at: 'reviewers:',
  },
  {
    rule: 'P1-review-date',
    file: give,
    edits: [['lastReviewed: 2026-11-01', 'lastReviewed: 2025-11-21']],
    at: 'lastReviewed:',
  },
  {
    rule: 'P2-count',
    file: take,
    edits: [
      [
        '  - id: compare-list-and-story\n    text: Compare a list with a story as a way to take over.\n',
        '',
      ],
    ],
    at: 'objectives:',
  },
  {
    rule: 'P2-verb',
    file: take,
    edits: [['text: Use a read-back', 'text: Understand a read-back']],
    at: 'text: Understand',
  },
  {
    rule: 'P2-one-verb',
    file: take,
    edits: [['text: Use a read-back to test', 'text: Use a read-back and explain the value of']],
    at: 'text: Use a read-back and',
  },
  {
    rule: 'P2-apply',
    file: give,
    edits: [['text: Apply the four lines', 'text: Recall the four lines']],
    at: 'objectives:',
  },
  {
    rule: 'P3-grade',
    file: take,
    edits: [[/(\p{Ll})\. (\p{Lu})/gu, '$1 and then $2']],
    at: 'Preferences matter as well',
  },
  {
    rule: 'P3-grade-target',
    file: give,
    edits: [[/\b\p{L}{11,}\b/gu, 'step']],
    at: 'It is ten to six, and the rain has stopped.',
  },
  {
    rule: 'P3-survey',
    file: survey,
    edits: [
      [
        '1. I know who is waiting when I start work.',
        '1. Organisational responsibilities are communicated comprehensively before operational responsibilities begin.',
      ],
    ],
    at: '1. Organisational',
  },
  {
    rule: 'P3-sentence',
    file: give,
    edits: [[opening, `You see a man ${words(30, 'and a dog')}. ${opening}`]],
    at: 'You see a man and',
  },
  {
    rule: 'P3-mean',
    file: take,
    edits: [[/(\p{Ll})\. (\p{Lu})/gu, '$1 and then $2']],
    at: 'Preferences matter as well',
  },
  {
    rule: 'P3-paragraph',
    file: give,
    edits: [[opening, `${words(20, 'You look at the board.')} ${opening}`]],
    at: opening,
  },
  {
    rule: 'P3-headings',
    file: give,
    edits: [['### Who is responsible now\n\n', '']],
    at: 'A colleague who begins the day',
  },
  {
    rule: 'P4-passive',
    file: take,
    edits: [
      [
        'Nodding is how most things get lost.',
        `${words(12, 'The keys were lost by him.')}\n\n${words(14, 'The note was read by her.')}`,
      ],
    ],
    at: 'The keys were lost',
  },
  {
    rule: 'P4-person',
    file: take,
    edits: [[/\b[Yy]our?(self|s)?\b/g, 'one']],
    at: 'one first minutes',
  },
  {
    rule: 'P4-acronym',
    file: give,
    edits: [[opening, `The OBR holds the keys. ${opening}`]],
    at: 'The OBR',
  },
  {
    rule: 'P5-words',
    file: give,
    edits: [
      [/### Who is responsible now[\s\S]*?(?=### What a missed)/, ''],
      [/### Ordinary on purpose[\s\S]*?(?=### Say it)/, ''],
    ],
    at: '## The last ten minutes',
  },
  { rule: 'P5-minutes', file: take, edits: [['minutes: 35', 'minutes: 70']], at: 'minutes: 70' },
];

/** Faults in what a lesson claims and quotes, and in its sources. */
export const ofSources: readonly Mutation[] = [
  {
    rule: 'P6-uncited',
    file: give,
    edits: [[opening, `At some stations 40 percent of notes get lost. ${opening}`]],
    at: 'At some stations',
  },
  {
    rule: 'P6-few',
    file: give,
    edits: [
      ['  - guide-2020\n', ''],
      [' <Source id="guide-2020" />', ''],
    ],
    at: 'sources:',
  },
  {
    rule: 'P6-primary',
    file: sources,
    edits: [[/evidence: (trial|observational)/g, 'evidence: practice']],
    at: 'sources:',
    foundIn: give,
  },
  {
    rule: 'P6-listed',
    file: take,
    edits: [['  - ward-2011\n', '']],
    at: 'Studies of this have been small',
  },
  {
    rule: 'P6-unused',
    file: sources,
    edits: [
      [
        /$/,
        '\nreed-2001:\n  authors: Reed, D.\n  year: 2001\n  title: Unread\n  url: https://example.org/reed\n  accessed: 2026-11-01\n  evidence: opinion\n  verified: false\n  limits: Made up for a test.\n',
      ],
    ],
    at: 'reed-2001:',
  },
  {
    rule: 'P6-correction',
    file: sources,
    edits: [['It followed one team', 'It was corrected in 2013. It followed one team']],
    at: 'ward-2011:',
  },
  {
    rule: 'P6-correction-told',
    file: take,
    edits: [
      ['The authors later found an error and corrected the gain downwards', 'It was a good day'],
      ['That correction is worth', 'That is worth'],
      ['he can still correct you', 'he can still stop you'],
      ['They went back and made', 'They made'],
    ],
    at: 'It was a good day',
  },
  {
    rule: 'P6-link',
    file: take,
    edits: [['(https://example.org/guide-2020)', '(http://example.org/guide-2020)']],
    at: '(http://example.org',
  },
  {
    rule: 'P6-mirror',
    file: sources,
    edits: [['https://example.org/holt-2015', 'https://fr.scribd.com/document/1/Holt']],
    at: 'holt-2015:',
  },
  {
    rule: 'P7-proof',
    file: give,
    edits: [[opening, `This proves the point. ${opening}`]],
    at: 'This proves',
  },
  {
    rule: 'P7-cause',
    file: give,
    edits: [[opening, `A loud start causes gaps. ${opening}`]],
    at: 'A loud start',
  },
  {
    rule: 'P8-copied',
    file: take,
    edits: [
      [
        'Nodding is how most things get lost.',
        'Nodding is how most things get lost. So it slides to the back of the mind, and then it is gone.',
      ],
    ],
    at: 'So it slides',
  },
  {
    rule: 'P8-quote-length',
    file: take,
    edits: [['"a list that no crew should be without"', `"${words(26, 'no', 'crew', 'here')}"`]],
    at: 'no crew here no crew',
  },
  {
    rule: 'P8-quotes',
    file: take,
    edits: [
      [
        'Preferences matter as well.',
        '> One list for all of us.\n\n> And one story after it.\n\nPreferences matter as well.',
      ],
    ],
    at: '> And one story',
  },
];
