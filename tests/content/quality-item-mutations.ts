import { give, type Mutation, practical, quiz, sources, take } from './quality-mutations.ts';

/** Faults in questions, each by itself and over a quiz. */
export const ofItems: readonly Mutation[] = [
  {
    rule: 'P10-options',
    file: quiz,
    edits: [[/- \[ \] It makes the night crew look careless[\s\S]*?(?=<\/Question>)/, '\n']],
    at: '<Question id="loudest-job"',
  },
  {
    rule: 'P10-key',
    file: quiz,
    edits: [
      ['- [ ] It is too long for a short handover', '- [x] It is too long for a short handover'],
    ],
    at: '<Question id="loudest-job"',
  },
  {
    rule: 'P10-choose',
    file: quiz,
    edits: [
      ['- [ ] It is too long for a short handover', '- [x] It is too long for a short handover'],
      [/(<Question id="loudest-job"[^>]*>\n\n)/, '$1Choose two. '],
    ],
    at: '<Question id="loudest-job"',
  },
  {
    rule: 'P10-stem',
    file: give,
    edits: [['What do you tell her first?', 'You tell her:']],
    at: '<Check id="which-comes-first"',
  },
  {
    rule: 'P10-above',
    file: quiz,
    edits: [['It makes the night crew look careless', 'Both of these are good reasons here']].map(
      ([before = '', after = '']) => [
        before,
        after.replace('Both of these are', 'All of the above are'),
      ],
    ),
    at: 'All of the above',
  },
  {
    rule: 'P10-letters',
    file: quiz,
    edits: [['What is the best read-back?', 'Look at answer A first. What is the best read-back?']],
    at: '<Question id="own-words"',
  },
  {
    rule: 'P10-absolute',
    file: quiz,
    edits: [['It is too long for a short handover', 'It is always too long for a handover']],
    at: 'It is always',
  },
  {
    rule: 'P10-negative',
    file: quiz,
    edits: [['What is the best read-back?', 'Which answer would not be a good read-back?']],
    at: '<Question id="own-words"',
  },
  {
    rule: 'P10-length',
    file: quiz,
    edits: [
      [
        'It is too long for a short handover',
        'It is too long for a short handover that starts at ten to six in a room full of coats',
      ],
    ],
    at: 'in a room full of coats',
  },
  {
    rule: 'P10-unverified',
    file: sources,
    edits: [[/(\nholt-2015:[\s\S]*?verified: )true/, '$1false']],
    at: '<Question id="why-they-slip"',
    foundIn: quiz,
  },
  {
    rule: 'P10-parallel',
    file: quiz,
    edits: [['It is too long for a short handover', '"It is too long for a handover"']],
    at: '<Question id="loudest-job"',
  },
  {
    rule: 'P10-cue',
    file: quiz,
    edits: [['It is over, and nobody expects a call', 'The ferry is over, and no one calls']],
    at: 'The ferry is over',
  },
  {
    rule: 'P10-cue',
    file: give,
    edits: [['![A board with two lines', '![A board with an upper line']],
    at: '- [x] The upper line',
  },
  {
    rule: 'P10-misconception',
    file: give,
    edits: [['  > Misconception: What took longest matters most.\n', '']],
    at: 'How the fight at the ferry ended last night',
  },
  {
    rule: 'P10-feedback',
    file: quiz,
    edits: [
      [
        'How a crew looks is no reason to move an item. Think of the person beside the phone.',
        'No.',
      ],
    ],
    at: 'It makes the night crew look careless',
  },
  {
    rule: 'P10-objective',
    file: take,
    edits: [
      ['<Check id="best-read-back" objective="use-read-back">', '<Check id="best-read-back">'],
    ],
    at: '<Check id="best-read-back">',
  },
  {
    rule: 'P10-key-longest',
    file: quiz,
    edits: [
      ['It is over, and nobody expects a call', 'It is over, and nobody expects a call now'],
      ['An open end has no shape to tell it by', 'An open end has no shape to tell it by, ever'],
      ['The words in which you told her so', 'The words in which you told her all so'],
    ],
    at: '<Question id="loudest-job"',
  },
  {
    rule: 'P10-pool',
    file: quiz,
    edits: [[/items: 2/g, 'items: 1']],
    at: 'blueprint:',
  },
  {
    rule: 'P10-pool-again',
    file: quiz,
    edits: [[/blueprint:\n( {2}.*\n)+/, 'draw: 5\n']],
    at: 'draw: 5',
  },
  {
    rule: 'P10-pool-again',
    file: quiz,
    edits: [['items: 2', 'items: 1']],
    at: '- objective: apply-four-lines',
  },
  {
    rule: 'P10-performance',
    file: give,
    edits: [['text: Apply the four lines', 'text: Produce the four lines']],
    at: '- objective: apply-four-lines',
    foundIn: quiz,
  },
  {
    rule: 'P10-performance',
    file: quiz,
    edits: [
      [
        'objective: use-read-back\n    items: 2',
        'objective: use-read-back\n    items: 2\n    measuredBy: written',
      ],
    ],
    at: '- objective: use-read-back',
  },
  {
    rule: 'P10-pass-mark',
    file: quiz,
    edits: [
      [
        'passMark: 80\n',
        'passMark: 80\njudges:\n  - name: A test judge\n    role: trainer\n    date: 2026-11-01\n    expects: 65\n',
      ],
    ],
    at: 'passMark: 80',
  },
  {
    rule: 'P10-key-place',
    file: quiz,
    edits: [
      ['- [ ] Officers hold promises to be private', '- [x] Officers hold promises to be private'],
      [
        '- [x] An open end has no shape to tell it by',
        '- [ ] An open end has no shape to tell it by',
      ],
      ['- [ ] "Ring the clinic at ten. Coat. Yes."', '- [x] "Ring the clinic at ten. Coat. Yes."'],
      [
        '- [x] "I\'ll ask them at ten for his coat."',
        '- [ ] "I\'ll ask them at ten for his coat."',
      ],
    ],
    at: '<Question id="loudest-job"',
  },
  {
    rule: 'P10-coverage',
    file: quiz,
    edits: [
      [
        'id="loudest-job" objective="explain-open-loops"',
        'id="loudest-job" objective="apply-four-lines"',
      ],
    ],
    at: '<Question id="why-they-slip"',
  },
  {
    rule: 'P10-apply',
    file: quiz,
    edits: [[/objective="(apply-four-lines|use-read-back)"/g, 'objective="explain-open-loops"']],
    at: 'id: handing-over-quiz',
  },
];

const kept = '- ["Ten o\'clock. I\'ll ring after."](#kept)';

/** Faults in scenarios and rubrics. */
export const ofPractice: readonly Mutation[] = [
  {
    rule: 'P11-missing',
    file: take,
    edits: [[/<Scenario[\s\S]*<\/Scenario>\n/, '']],
    at: 'id: taking-over',
  },
  {
    rule: 'P11-decisions',
    file: take,
    edits: [[/\(#(the-owner|which-dog|what-set-him-off)\)/g, '(#an-open-door)']],
    at: '<Scenario id="the-blue-tray"',
  },
  {
    rule: 'P11-short-way',
    file: give,
    edits: [
      [
        '- ["Nobody told me anything about that."](#the-words)',
        '- ["Nobody told me anything about that."](#shrug)',
      ],
    ],
    at: '<Scene id="shrug"',
  },
  {
    rule: 'P11-choices',
    file: give,
    edits: [
      [
        kept,
        `- ["I will ring."](#kept)\n  > Resident: She has a small promise.\n  > Officer: You have a small duty.\n  > Kind: fair\n${kept}`,
      ],
    ],
    at: '<Scene id="the-words"',
  },
  {
    rule: 'P11-endings',
    file: give,
    edits: [
      [/\(#(shrug|the-sergeant)\)/g, '(#kept)'],
      [/<Scene id="the-sergeant"[\s\S]*?<\/Scene>\n/, ''],
      [/<Scene id="shrug"[\s\S]*?<\/Scene>\n/, ''],
    ],
    at: '<Scenario id="mrs-lind-and-the-lock"',
  },
  {
    rule: 'P11-same-way',
    file: take,
    edits: [['(#barked-at)', '(#an-open-door)']],
    at: '<Scene id="which-dog"',
  },
  {
    rule: 'P11-repair',
    file: give,
    edits: [['Kind: repair', 'Kind: fair']],
    at: '<Scenario id="mrs-lind-and-the-lock"',
  },
  {
    rule: 'P11-safety',
    file: give,
    edits: [['Kind: safety', 'Kind: fair']],
    at: '<Scenario id="mrs-lind-and-the-lock"',
  },
  {
    rule: 'P11-best-place',
    file: take,
    edits: [
      [/(- \["Ode's form first[\s\S]*?Kind: best\n)(- \["Got it[\s\S]*?Kind: weak\n)/, '$2$1'],
      [/(- \["Let me start[\s\S]*?Kind: fair\n)/, ''],
    ],
    at: '- ["I\'ll start with Sunday."]',
  },
  {
    rule: 'P11-between',
    file: take,
    edits: [[/(- \["Let me start[\s\S]*?Kind: )fair/, '$1weak']],
    at: 'id:',
    foundIn: 'course.mdx',
  },
  {
    rule: 'P11-best-mostly',
    file: take,
    edits: [
      [/(- \["Sunday was days[\s\S]*?Kind: fair\n)(- \["I'll start[\s\S]*?Kind: best\n)/, '$2$1'],
    ],
    at: 'id:',
    foundIn: 'course.mdx',
  },
  {
    rule: 'P11-best-longest',
    file: take,
    edits: [
      [
        '"Thanks for telling me. What set him off?"',
        '"Thanks for telling me all of that. What was it that set him off?"',
      ],
      [
        '"I\'ll start with Sunday."',
        '"I will start with Sunday, and I will say sorry for it before the dog."',
      ],
    ],
    at: '- ["I will start with Sunday',
  },
  {
    rule: 'P11-consequence',
    file: give,
    edits: [['> Officer: You now know what she was told.', '> Officer: Fine.']],
    at: '- ["What exactly did you tell her',
  },
  {
    rule: 'P11-note',
    file: give,
    edits: [[' note="A resident waits for news of a break-in."', '']],
    at: '<Scenario id="mrs-lind-and-the-lock"',
  },
  {
    rule: 'P12-vague',
    file: practical,
    edits: [
      ['Asks quietly and waits for the answer', 'Asks in an appropriate and professional way'],
    ].map(([before = '']) => [before, 'Appropriate and professional manner']),
    at: '| The gap |',
  },
  {
    rule: 'P12-visible',
    file: practical,
    edits: [['Sounds flat while reading back', 'Sounds flat']],
    at: '| Tone |',
  },
  {
    rule: 'P12-star',
    file: practical,
    edits: [['★ Danger', 'Danger']],
    at: '<Rubric id="ten-to-six-rubric"',
  },
];
