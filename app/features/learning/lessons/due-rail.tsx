import type { DueState } from '#app/features/people/cohorts/rules.ts';
import { formatDue, toCountdown } from '#app/features/people/cohorts/words.ts';
import { paths } from '#app/paths.ts';
import { StateMark } from '#app/ui/state-mark.tsx';
import { formatMinutes } from '#app/words/numbers.ts';

type DueCourse = {
  id: string;
  title: string;
  done: number;
  lessons: readonly unknown[];
  minutes: { done: number; total: number };
  assignment: { dueOn: string | null; timeZone: string; isOwn: boolean };
  due: DueState;
};

/** Beside what is next: how long each course that is not finished has still, the most urgent first. */
export function DueRail({ courses, now }: { courses: readonly DueCourse[]; now: Date }) {
  const open = courses.filter(({ done, lessons }) => done < lessons.length);
  if (open.length === 0) return null;
  return (
    <section className="rail-card" aria-labelledby="due">
      <h2 id="due">What is due</h2>
      <ul>
        {open.map(({ id, title, assignment, due, minutes }) => (
          <li key={id}>
            <b className={due === 'soon' ? 'countdown due-soon' : 'countdown'}>
              <Countdown days={toCountdown(assignment, now)} isOverdue={due === 'overdue'} />
            </b>
            <a href={paths.course(id)}>{title}</a>
            <small>
              {formatMinutes(minutes.total - minutes.done)} to go
              {assignment.dueOn && `, ${formatDue(assignment, now)}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Countdown({ days, isOverdue }: { days: string | null; isOverdue: boolean }) {
  if (isOverdue && days) return <StateMark state="overdue">{`Overdue, ${days}`}</StateMark>;
  return days ?? 'No due date';
}
