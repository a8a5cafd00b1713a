import { countOf, formatMinutes } from '#app/words/numbers.ts';
import type { ModuleStanding } from './overview-queries.server.ts';

/** How far a module is: '2 of 3 lessons, 40 min left'. */
export function moduleWords(standing: Pick<ModuleStanding, 'done' | 'total' | 'minutesLeft'>) {
  const { done, total, minutesLeft } = standing;
  const left = minutesLeft > 0 ? `, ${formatMinutes(minutesLeft)} left` : '';
  return `${done} of ${countOf(total, 'lesson')}${left}`;
}
