import { unseenAfterDays } from './grid-schedule-rules.ts';

/** Why a cadet needs the instructor, as the sentences about it begin; a filter and a figure are named alike. */
export const needWords = {
  'used-up': 'No attempts left',
  failed: 'Failed the last attempt',
  behind: 'Behind schedule',
  'not-seen': `Not seen for ${unseenAfterDays} days or more`,
} as const;
