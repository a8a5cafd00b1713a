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
import { CohortSection, resultOf, type SectionState } from './cohort-section.tsx';

type Course = { id: string; title: string };
type Assignment = CohortDetail['assignments'][number];
type CohortCoursesProps = SectionState & { cohort: CohortDetail; courses: readonly Course[] };

/** The courses assigned to a cohort with their dates, and a form to assign one more. */
export function CohortCourses({ cohort, courses, ...state }: CohortCoursesProps) {
  const { assignments, timeZone } = cohort;
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
      intents={['assign-course', 'change-assignment']}
    >
      <p className="muted">
        Days are days in {formatZone(timeZone)}. A course opens as its first day begins, and work is
        due until its due day ends. Without an opening day it is open now.
      </p>
      {assignments.map((assignment) => (
        <AssignmentForm
          key={assignment.id}
          assignment={assignment}
          cohortZone={timeZone}
          title={courses.find(({ id }) => id === assignment.courseId)?.title}
          lastResult={resultOf(state, 'change-assignment')}
        />
      ))}
      {assignments.length === 0 && <p>No course is assigned yet: the cadets have nothing to do.</p>}
      {free.length > 0 && <AssignForm courses={free} lastResult={result} />}
      {courses.length === 0 && (
        <p>No course is published yet. An author publishes one from the content folder.</p>
      )}
    </CohortSection>
  );
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
        <Button kind="quiet">Save dates</Button>
      </div>
      <PastMeant dueOn={fields.dueOn} field={fields.pastMeant} />
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
        <Button>Assign</Button>
      </div>
      <PastMeant dueOn={dueOn} field={pastMeant} />
    </PostForm>
  );
}

/** The answer to the question that a past due day was asked; once given, it stays in a form that comes back. */
function PastMeant({ dueOn, field }: { dueOn: FieldSource; field: FieldSource }) {
  if (!dueOn.errors?.includes(pastDueQuestion) && !field.initialValue) return null;
  return <CheckboxField field={field} label="Yes, the due day is meant, though it is past" />;
}
