import { useForm } from '@conform-to/react';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { formatDay } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import type { AssignmentDetail } from './admin-queries.server.ts';
import { resultOf, type SectionState } from './cohort-section.tsx';
import { PastMeant } from './past-meant.tsx';

type Dates = { opensOn: string | null; dueOn: string | null; pastMeant: string };

type TakenBackFormProps = {
  assignment: AssignmentDetail;
  /** Title of the course; left out when it is not published any more. */
  title?: string;
  state: SectionState;
};

/** A course that was taken back: the form that assigns it again, with the dates that it had. */
export function TakenBackForm({ assignment, title, state }: TakenBackFormProps) {
  const { id, courseId, opensOn, dueOn } = assignment;
  // A form that changes dates may have come after the course was taken back: its days are kept here.
  const again = resultOf(state, 'assign-course');
  const stale = resultOf(state, 'change-assignment');
  const isAgain = again?.initialValue?.courseId === courseId;
  const isStale = stale?.initialValue?.assignmentId === id;
  const [form, fields] = useForm<Dates>({
    id: `assign-again-${id}`,
    lastResult: isAgain ? again : isStale ? stale : undefined,
    defaultValue: { opensOn, dueOn },
  });
  if (!title) return null;
  return (
    <PostForm action="#courses" id={form.id} className="form">
      <h3>{title} (taken back)</h3>
      <FormError form={form} fields={[fields.opensOn, fields.dueOn]} title="Not assigned" />
      <HiddenFields values={{ intent: 'assign-course', courseId }} />
      <div className="row-form">
        <Field field={fields.opensOn} label="Opens" type="date" optional />
        <Field field={fields.dueOn} label="Due" type="date" optional />
        <PastMeant dueOn={fields.dueOn} field={fields.pastMeant} />
        <Button kind="secondary">Assign again</Button>
      </div>
      <OwnDatesNote assignment={assignment} isBack />
    </PostForm>
  );
}

/** Whose due dates are their own in a course, whatever its dates. `isBack`: they come back with the course. */
export function OwnDatesNote(props: { assignment: AssignmentDetail; isBack?: boolean }) {
  const { ownDates, dueOn } = props.assignment;
  if (ownDates.length === 0) return null;
  const stay = props.isBack
    ? `${countOf(ownDates.length, 'due date of one cadet comes', 'due dates of single cadets come')} back with it`
    : `${countOf(ownDates.length, 'due date of one cadet stays', 'due dates of single cadets stay')} whatever is set here`;
  const lines = ownDates.map(
    (own) =>
      `${own.name}, due ${formatDay(own.dueOn)}${dueOn && own.dueOn < dueOn ? ' (earlier than the cohort)' : ''}`,
  );
  return (
    <p className="field-hint">
      {stay}: {lines.join('; ')}.
    </p>
  );
}
