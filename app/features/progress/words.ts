import { implausibleShare } from '#app/features/records/completions/measured-time-rules.ts';
import { unseenAfterDays } from './grid-schedule-rules.ts';

/** Why a cadet needs the instructor, as the sentences about it begin; a filter and a figure are named alike. */
export const needWords = {
  'used-up': 'No attempts left',
  failed: 'Failed the last attempt',
  behind: 'Behind schedule',
  implausible: 'Hardly any time measured',
  rereads: 'New edition not read yet',
  'not-seen': `Not seen for ${unseenAfterDays} days or more`,
} as const;

/** What "hardly any" measured time is, as a part of a sentence. */
export const implausibleWords = `under ${implausibleShare * 100}% of the certified minutes`;

/** The same beside a figure. */
export const tileWords = {
  'used-up': 'no attempts left',
  failed: 'failed',
  behind: 'behind',
  implausible: 'hardly any time measured',
  rereads: 'new edition to read',
  'not-seen': `silent for ${unseenAfterDays} days`,
} as const;
