import { paths } from '#app/paths.ts';
import { UndoToast } from '#app/ui/undo-toast.tsx';
import { countOf } from '#app/words/numbers.ts';
import type { Deed, Done } from './chosen-schema.ts';

type DoneToastProps = {
  cohortId: string;
  done: Done & { count: number; to?: string };
  /** The course that the grid shows. */
  course?: string;
};

const words: Record<Deed, (count: number) => string> = {
  extend: (count) =>
    `${countOf(count, 'cadet has a due date', 'cadets have a due date')} of their own.`,
  move: (count) => `${countOf(count, 'cadet is', 'cadets are')} in the other cohort now.`,
  withdraw: (count) => `${countOf(count, 'cadet is', 'cadets are')} withdrawn.`,
};

/** What was just done with cadets who were ticked, and the way back; nothing once it was taken back. */
export function DoneToast({ cohortId, done, course }: DoneToastProps) {
  const { what, at, count, to } = done;
  if (count === 0) return null;
  return (
    <UndoToast
      action={paths.chosen(cohortId)}
      values={{
        intent: 'undo-chosen',
        what,
        at: String(at),
        ...(course && { course }),
        ...(to && { to }),
      }}
    >
      {words[what](count)}
    </UndoToast>
  );
}
