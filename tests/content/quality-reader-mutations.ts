import { give, type Mutation, opening, practical, take, waiver } from './quality-mutations.ts';

/** Faults that shut some readers out, and in language. */
export const ofReaders: readonly Mutation[] = [
  {
    rule: 'P9-alt',
    file: give,
    edits: [['alt="A board with', 'alt="Picture of a board with']],
    at: '<Figure',
  },
  {
    rule: 'P9-link-text',
    file: take,
    edits: [['[guide to the change of shift]', '[here]']],
    at: '[here]',
  },
  {
    rule: 'P9-table-head',
    file: take,
    edits: [['| Way | What it is good for |', '| Way | |']],
    at: '| Way | |',
  },
  {
    rule: 'P9-colour',
    file: give,
    edits: [[opening, `Look at the red box. ${opening}`]],
    at: 'Look at the red box',
  },
  {
    rule: 'P13-blocked',
    file: practical,
    edits: [['Asks nothing that was not said', 'Asks what the addict wanted']],
    at: '| The gap |',
  },
  {
    rule: 'P13-person',
    file: give,
    edits: [[opening, `A wheelchair-bound man waits. ${opening}`]],
    at: 'A wheelchair-bound man',
  },
];

const acronym = {
  file: give,
  edits: [['You know none of this,', 'The OBR holds the keys. You know none of this,']],
} as const;

/** Faults in waivers. Each stands beside a finding, so that only the waiver can be wrong. */
export const ofWaivers: readonly Mutation[] = [
  {
    rule: 'waiver-rule',
    ...acronym,
    waivers: `\n${waiver({ rule: 'P4-akronym' })}`,
    at: '- rule: P4-akronym',
    foundIn: 'waivers.yml',
  },
  {
    rule: 'waiver-until',
    ...acronym,
    waivers: waiver({ until: '2027-11-23' }),
    at: '- rule: P4-acronym',
    foundIn: 'waivers.yml',
  },
  {
    rule: 'waiver-expired',
    ...acronym,
    waivers: waiver({ until: '2026-11-21' }),
    at: '- rule: P4-acronym',
    foundIn: 'waivers.yml',
  },
  {
    rule: 'waiver-unused',
    ...acronym,
    waivers: `${waiver({})}\n${waiver({ rule: 'P9-colour', text: 'nowhere' })}`,
    at: '- rule: P9-colour',
    foundIn: 'waivers.yml',
  },
];
