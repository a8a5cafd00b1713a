import type { Flag } from './statistics-rules.ts';

/** What a flag of item statistics means, in a few words. */
export const flagNames: Record<Flag['kind'], string> = {
  'wrong-key': 'probably a wrong key',
  weak: 'tells little about who knows the matter',
  'too-easy': 'nearly everybody gets it right',
  'too-hard': 'few get it right',
  'idle-option': 'an option that hardly anybody takes',
};
