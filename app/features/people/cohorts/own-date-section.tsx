import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { dayOf } from '#app/time/days.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxField } from '#app/ui/checkbox-field.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TextAreaField } from '#app/ui/text-area-field.tsx';
import { formatDay, formatZone } from '#app/words/dates.ts';
import { pastOwnQuestion } from './admin-rules.ts';
import { AskedFirst } from './asked-first.tsx';
import type { OwnDateRecord } from './own-date-queries.server.ts';
import type { AssignmentDates, PersonalDates } from './rules.ts';
import { formatDue } from './words.ts';

/** A course as a cadet of a cohort has it. */
type DatedCourse = {
  course: { id: string; title: string };
  /** The dates that hold for the cadet, `isOther` by another cohort, and those that the cohort has. */
  dates: PersonalDates & { isOther: boolean };
  cohortDates: AssignmentDates;
  /** Every own date, the latest first. */
  ownDates: readonly OwnDateRecord[];
};

type OwnDateSectionProps = {
  record: DatedCourse;
  name: string;
  /** Whether the actor may change it: not for themselves, nor for someone who has left. */
  mayChange: boolean;
  now: Date;
  /** What became of the page's last form, if it was not taken. */
  lastResult: FormResult;
};

/** A cadet's own due date in a course: what holds, why and by whom; a form to set one; what held before. */
export function OwnDateSection(props: OwnDateSectionProps) {
  const { name, mayChange, now } = props;
  const { course, dates: holding, cohortDates: dates, ownDates: records } = props.record;
  const day = (on: string) => formatDay(on, now);
  const at = (instant: Date) => day(dayOf(instant, dates.timeZone));
  const held = records.find(({ ended }) => ended === null);
  const before = records.filter(({ ended }) => ended !== null);
  const cohorts = dates.dueOn ? `due ${day(dates.dueOn)}` : 'without a due date';
  const where = holding.isOther ? 'In this cohort' : `For ${name}`;
  return (
    <section className="stack" aria-labelledby="own-date">
      <h2 id="own-date">Due date</h2>
      {holding.isOther && (
        <p>
          Another cohort of {name} has {course.title} too. Its date holds for them, on every page
          and for every deadline: {formatDue({ ...holding, isOther: false }, now) ?? 'no due date'}.
        </p>
      )}
      {held ? (
        <p>
          {where}, {course.title} is due {day(held.dueOn)}, a date of their own; for the cohort it
          is {cohorts}. Set on {at(held.setAt)} by {held.setBy}: “{held.reason}”
        </p>
      ) : (
        <p>
          {holding.isOther ? where : `For ${name}, as for the whole cohort`}, {course.title} is{' '}
          {cohorts}.
        </p>
      )}
      {mayChange && <OwnDateForm {...props} held={held} />}
      {mayChange && held && (
        <AskedFirst
          label="Remove the own date"
          about={`of ${name}`}
          says={`${where}, ${course.title} is ${cohorts} again, as for the whole cohort. What was handed in stays as it is.`}
          button="Remove the own date"
          action="#own-date"
          values={{ intent: 'end-own-date', course: course.id }}
        />
      )}
      {before.length > 0 && (
        <details className="folded">
          <summary>Own dates before</summary>
          <ul>
            {before.map(({ id, dueOn, reason, setAt, setBy, ended }) => (
              <li key={id}>
                due {day(dueOn)}, from {at(setAt)} ({setBy}: “{reason}”) to {ended && at(ended.at)}{' '}
                ({ended?.by})
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

type OwnDateFormProps = OwnDateSectionProps & { held: OwnDateRecord | undefined };

function OwnDateForm({ record, held, lastResult }: OwnDateFormProps) {
  const { course, cohortDates: dates } = record;
  const zone = formatZone(dates.timeZone);
  const { intent, course: sent } = lastResult?.initialValue ?? {};
  const refused = intent === 'set-own-date' && sent === course.id ? lastResult : undefined;
  const [form, { dueOn, reason, pastMeant }] = useForm<{
    dueOn: string;
    reason: string;
    pastMeant: string;
  }>({
    id: 'set-own-date',
    lastResult: refused,
    defaultValue: { dueOn: held?.dueOn ?? '' },
    constraint: { dueOn: { required: true }, reason: { required: true } },
  });
  return (
    <PostForm action="#own-date" id={form.id} className="form measure">
      <FormError form={form} fields={[dueOn, reason]} title="The date was not changed" />
      <HiddenFields values={{ intent: 'set-own-date', course: course.id }} />
      <Field
        field={dueOn}
        label="Own due date"
        hint={`Until the end of that day, ${zone}. A quiz attempt that is open stays so until then where the due date closes it.`}
        type="date"
      />
      {dueOn.errors?.includes(pastOwnQuestion) && (
        <CheckboxField field={pastMeant} label="Yes, it is due on that day" />
      )}
      <TextAreaField
        field={reason}
        label="Reason"
        hint="It stays on record for those who teach the cohort; the cadet sees the date only."
        rows={2}
      />
      <Button kind="secondary">Set the date</Button>
    </PostForm>
  );
}
