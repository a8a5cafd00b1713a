import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { formatZone } from '#app/words/dates.ts';
import type { AssignmentDetail, CohortDetail } from './admin-queries.server.ts';
import { AskedFirst } from './asked-first.tsx';
import { CohortSection, resultOf, type SectionState } from './cohort-section.tsx';
import { PastMeant } from './past-meant.tsx';
import { OwnDatesNote, TakenBackForm } from './taken-back-form.tsx';
import { toHoldWords } from './words.ts';

type Course = { id: string; title: string };
type CohortCoursesProps = SectionState & {
  cohort: CohortDetail;
  /** How many cadets are enrolled. */
  enrolled: number;
  courses: readonly Course[];
  /** How many of those enrolled have begun each course, and how many attempts they have open in it, by its id. */
  begun: ReadonlyMap<string, Begun>;
};

type Begun = { cadets: number; openAttempts: number };
const nothingBegun: Begun = { cadets: 0, openAttempts: 0 };

/** The courses assigned to a cohort with their dates, and a form to assign one more. */
export function CohortCourses(props: CohortCoursesProps) {
  const { cohort, enrolled, courses, begun, ...state } = props;
  const { assignments, timeZone } = cohort;
  // One that was taken back has a form of its own.
  const assigned = new Set([...assignments, ...cohort.takenBack].map(({ courseId }) => courseId));
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
              openAttempts={begun.get(assignment.courseId)?.openAttempts ?? 0}
              lastResult={resultOf(state, 'change-assignment')}
            />
            <OwnDatesNote assignment={assignment} />
            <AskedFirst
              label="Take this course back"
              about={title ?? assignment.courseId}
              says={toUnassignWords(enrolled, begun.get(assignment.courseId) ?? nothingBegun)}
              button={`Take back ${title ?? assignment.courseId}`}
              action="#courses"
              values={{ intent: 'unassign-course', assignmentId: assignment.id }}
            />
          </div>
        );
      })}
      {assignments.length === 0 && <p>No course is assigned now: the cadets have nothing to do.</p>}
      {cohort.takenBack.map((assignment) => (
        <TakenBackForm
          key={assignment.id}
          assignment={assignment}
          title={courses.find(({ id }) => id === assignment.courseId)?.title}
          state={state}
        />
      ))}
      {free.length > 0 && <AssignForm courses={free} lastResult={result} />}
      {courses.length === 0 && (
        <p>No course is published yet. An author publishes one from the content folder.</p>
      )}
    </CohortSection>
  );
}

/** What taking a course back does to `enrolled` cadets, of whom `begun` have begun it. */
function toUnassignWords(enrolled: number, { cadets, openAttempts }: Begun): string {
  if (enrolled === 0)
    return 'Nobody is enrolled. The course can be assigned again, with its dates.';
  const who = enrolled === 1 ? 'The one cadet enrolled' : `All ${enrolled} cadets enrolled`;
  const done =
    cadets === 0
      ? 'nobody has begun it'
      : `${cadets} of them ${cadets === 1 ? 'has' : 'have'} begun it`;
  const open =
    openAttempts === 0 ? 'No quiz attempt is open.' : toHoldWords(openAttempts, 'from now on');
  return `${who} no longer ${enrolled === 1 ? 'sees' : 'see'} the course on Learn, unless another cohort gives it to them; ${done}. ${open} Every record stays, and each cadet finds theirs on their training record; the pages of this cohort show the course no more. Assigned again, with its dates, it goes on as it was.`;
}

type AssignmentFormProps = {
  assignment: AssignmentDetail;
  cohortZone: string;
  /** Title of the course; left out when it is not published any more. */
  title?: string;
  openAttempts: number;
  lastResult?: FormResult;
};

function AssignmentForm({
  assignment,
  cohortZone,
  title,
  openAttempts,
  lastResult,
}: AssignmentFormProps) {
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
        <Button kind="secondary">Save dates</Button>
      </div>
      {openAttempts > 0 && (
        <p className="field-hint">
          {toHoldWords(openAttempts, 'until the new day if the opening day is moved on')}
        </p>
      )}
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
