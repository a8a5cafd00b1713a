import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxField } from '#app/ui/checkbox-field.tsx';
import { Field } from '#app/ui/field.tsx';
import type { FieldSource } from '#app/ui/field-parts.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { formatZone } from '#app/words/dates.ts';
import type { CohortDetail } from './admin-queries.server.ts';
import { pastDueQuestion } from './admin-rules.ts';
import { AskedFirst } from './asked-first.tsx';
import { CohortSection, resultOf, type SectionState } from './cohort-section.tsx';

type Course = { id: string; title: string };
type Assignment = CohortDetail['assignments'][number];
type CohortCoursesProps = SectionState & {
  cohort: CohortDetail;
  courses: readonly Course[];
  /** How many of those enrolled have begun each course, by its id. */
  begun: ReadonlyMap<string, number>;
};

/** The courses assigned to a cohort with their dates, and a form to assign one more. */
export function CohortCourses({ cohort, courses, begun, ...state }: CohortCoursesProps) {
  const { assignments, timeZone } = cohort;
  const enrolled = cohort.cadets.filter(({ withdrawnAt }) => withdrawnAt === null).length;
  const assigned = new Set(assignments.map(({ courseId }) => courseId));
  const result = resultOf(state, 'assign-course');
  // A course that was refused stays in the list: it may be assigned by now, and the message says so.
  const tried = result?.initialValue?.courseId;
  const free = courses.filter(({ id }) => !assigned.has(id) || id === tried);
  return (
    <CohortSection
      id="courses"
      title="Courses"
      saved={state.saved}
      intents={['assign-course', 'change-assignment', 'unassign-course']}
    >
      <p className="muted">
        Days are days in {formatZone(timeZone)}. A course opens as its first day begins, and work is
        due until its due day ends. Without an opening day it is open now.
      </p>
      {assignments.map((assignment) => {
        const title = courses.find(({ id }) => id === assignment.courseId)?.title;
        return (
          <div key={assignment.id} className="stack">
            <AssignmentForm
              assignment={assignment}
              cohortZone={timeZone}
              title={title}
              lastResult={resultOf(state, 'change-assignment')}
            />
            <AskedFirst
              label="Take this course back"
              about={title ?? assignment.courseId}
              says={toUnassignWords(enrolled, begun.get(assignment.courseId) ?? 0)}
              button={`Take back ${title ?? assignment.courseId}`}
              action="#courses"
              values={{ intent: 'unassign-course', assignmentId: assignment.id }}
            />
          </div>
        );
      })}
      {assignments.length === 0 && <p>No course is assigned yet: the cadets have nothing to do.</p>}
      {free.length > 0 && <AssignForm courses={free} lastResult={result} />}
      {courses.length === 0 && (
        <p>No course is published yet. An author publishes one from the content folder.</p>
      )}
    </CohortSection>
  );
}

/** What taking a course back does to `enrolled` cadets, of whom `begun` have begun it. */
function toUnassignWords(enrolled: number, begun: number): string {
  if (enrolled === 0)
    return 'Nobody is enrolled. The course can be assigned again, with its dates.';
  const who = enrolled === 1 ? 'The one cadet enrolled' : `All ${enrolled} cadets enrolled`;
  const done =
    begun === 0
      ? 'nobody has begun it'
      : `${begun} of them ${begun === 1 ? 'has' : 'have'} begun it`;
  return `${who} no longer ${enrolled === 1 ? 'sees' : 'see'} the course on Learn, unless another cohort gives it to them; ${done}. An attempt that is under way stops there, its answers kept. Every record stays, and each cadet finds theirs on their training record; the pages of this cohort show the course no more. Assigned again, with its dates, it goes on as it was.`;
}

type AssignmentFormProps = {
  assignment: Assignment;
  cohortZone: string;
  /** Title of the course; left out when it is not published any more. */
  title?: string;
  lastResult?: FormResult;
};

function AssignmentForm({ assignment, cohortZone, title, lastResult }: AssignmentFormProps) {
  const { id, opensOn, dueOn, timeZone, courseId } = assignment;
  const isMine = lastResult?.initialValue?.assignmentId === id;
  const [form, fields] = useForm<{
    opensOn: string | null;
    dueOn: string | null;
    pastMeant: string;
  }>({
    id: `assignment-${id}`,
    lastResult: isMine ? lastResult : undefined,
    defaultValue: { opensOn, dueOn },
  });
  return (
    <PostForm action="#courses" id={form.id} className="form">
      <h3>{title ?? `${courseId} (no longer published)`}</h3>
      <FormError form={form} fields={[fields.opensOn, fields.dueOn]} title="Dates not changed" />
      <HiddenFields values={{ intent: 'change-assignment', assignmentId: id }} />
      <div className="row-form">
        <Field field={fields.opensOn} label="Opens" type="date" optional />
        <Field field={fields.dueOn} label="Due" type="date" optional />
        <PastMeant dueOn={fields.dueOn} field={fields.pastMeant} />
        <Button kind="quiet">Save dates</Button>
      </div>
      {timeZone !== cohortZone && (
        <p className="field-hint">
          These dates were set in {formatZone(timeZone)}; saving moves them to{' '}
          {formatZone(cohortZone)}.
        </p>
      )}
    </PostForm>
  );
}

function AssignForm(props: { courses: readonly Course[]; lastResult?: FormResult }) {
  const [form, fields] = useForm<{
    courseId: string;
    opensOn: string;
    dueOn: string;
    pastMeant: string;
  }>({
    id: 'assign-course',
    lastResult: props.lastResult,
  });
  const { courseId, opensOn, dueOn, pastMeant } = fields;
  return (
    <PostForm action="#courses" id={form.id} className="form">
      <h3>Assign a course</h3>
      <FormError form={form} fields={[courseId, opensOn, dueOn]} title="Not assigned yet" />
      <HiddenFields values={{ intent: 'assign-course' }} />
      <SelectField
        field={courseId}
        label="Course"
        options={props.courses.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <div className="row-form">
        <Field field={opensOn} label="Opens" type="date" optional />
        <Field field={dueOn} label="Due" type="date" optional />
        <PastMeant dueOn={dueOn} field={pastMeant} />
        <Button>Assign</Button>
      </div>
    </PostForm>
  );
}

/** The answer to the question that a past due day was asked; once given, it stays in a form that comes back. */
function PastMeant({ dueOn, field }: { dueOn: FieldSource; field: FieldSource }) {
  if (!dueOn.errors?.includes(pastDueQuestion) && !field.initialValue) return null;
  return <CheckboxField field={field} label="Yes, the due day is meant, though it is past" />;
}
