import { useForm } from '@conform-to/react';
import { toKnownBy } from '#app/names.ts';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { TextAreaField } from '#app/ui/text-area-field.tsx';
import { formatDay } from '#app/words/dates.ts';
import type { CohortDetail, Person } from './admin-queries.server.ts';
import type { CadetListFilter } from './admin-schema.ts';
import { AskedFirst } from './asked-first.tsx';
import type { CadetList, CadetRow } from './cadet-list-queries.server.ts';
import { CadetPages, CadetSearch } from './cadet-search.tsx';
import { CohortSection, resultOf, type SectionState } from './cohort-section.tsx';
import { toHoldWords } from './words.ts';

type PeopleProps = SectionState & { cohort: CohortDetail };

type CadetsProps = PeopleProps & {
  list: CadetList;
  filter: CadetListFilter;
  /** How many attempts they have open, by the person's id. */
  open: ReadonlyMap<string, number>;
};

/** Who learns in a cohort, a page at a time: enroll by e-mail, withdraw. */
export function CohortCadets({ cohort, list, filter, open, ...state }: CadetsProps) {
  const { id, timeZone } = cohort;
  const { cadets, enrolled, everEnrolled } = list;
  const day = (instant: Date) => formatDay(dayOf(instant, timeZone));
  const columns: Column<CadetRow>[] = [
    {
      label: 'Name',
      cell: (cadet) => <a href={paths.cadet(id, cadet.id)}>{cadet.name}</a>,
      rowHeader: true,
    },
    { label: 'Known by', cell: (cadet) => toKnownBy(cadet) || '–' },
    {
      label: 'State',
      cell: ({ enrolledAt, withdrawnAt }) => (
        <StateMark state={withdrawnAt ? 'open' : 'done'}>
          {withdrawnAt ? `withdrawn ${day(withdrawnAt)}` : `enrolled ${day(enrolledAt)}`}
        </StateMark>
      ),
    },
    {
      label: 'Change',
      cell: (cadet) => <CadetChange cadet={cadet} open={open.get(cadet.id) ?? 0} />,
    },
  ];
  // What was refused is where the page comes back to.
  const formFirst = everEnrolled === 0 || resultOf(state, 'enroll-cadets') !== undefined;
  return (
    <CohortSection
      id="cadets"
      title="Cadets"
      aside={
        <span className="muted">
          {enrolled} enrolled
          {!formFirst && (
            <>
              {' · '}
              <a href="#enroll-cadets">Enroll people</a>
            </>
          )}
        </span>
      }
      saved={state.saved}
      intents={['enroll-cadets', 'enroll-again', 'withdraw-cadet']}
    >
      {everEnrolled === 0 && (
        <p>
          Nobody is enrolled yet. Enroll people below,{' '}
          <a href={paths.adminUsers({ show: 'invited' })}>invite</a> those who have no account, or
          read a <a href={paths.adminRosters()}>list of people</a>.
        </p>
      )}
      {formFirst && <EnrollForm {...state} />}
      <CadetSearch list={list} q={filter.q} href={paths.adminCohort(id)} />
      {cadets.length > 0 && (
        <Table
          caption="Cadets of the cohort"
          captionHidden
          columns={columns}
          rows={cadets}
          rowKey={(cadet) => cadet.id}
          stack
        />
      )}
      <CadetPages cohortId={id} list={list} q={filter.q} />
      {!formFirst && <EnrollForm {...state} />}
    </CohortSection>
  );
}

function EnrollForm(state: SectionState) {
  const [form, fields] = useForm<{ people: string }>({
    id: 'enroll-cadets',
    lastResult: resultOf(state, 'enroll-cadets'),
  });
  const { id, name, initialValue, errors: problems = [] } = fields.people;
  const count = problems.length;
  const errors = count > 1 ? [`${count} things to mend; the list above says which.`] : problems;
  return (
    <PostForm action="#cadets" id={form.id} className="form">
      <FormError
        form={form}
        fields={problems.map((problem) => ({ id, name, errors: [problem] }))}
        title="Nobody was enrolled yet"
      />
      <HiddenFields values={{ intent: 'enroll-cadets' }} />
      <TextAreaField
        field={{ id, name, initialValue, errors, required: true }}
        label="Enroll people who have an account"
        hint="Their e-mail addresses: paste them from your mail program or spreadsheet, or type one a line. Who has no account is invited from the page of people."
        rows={3}
      />
      <Button kind="secondary">Enroll</Button>
    </PostForm>
  );
}

function CadetChange({ cadet, open }: { cadet: CadetRow; open: number }) {
  const { id, name, withdrawnAt } = cadet;
  if (!withdrawnAt) {
    const hold = open > 0 ? ` ${toHoldWords(open, 'from now on')}` : '';
    return (
      <AskedFirst
        label="Withdraw"
        about={name}
        says={`${name} loses this cohort’s courses at once, and counts nowhere in its figures.${hold} What they did stays on record, and “Enroll again” undoes it.`}
        button={`Withdraw ${name}`}
        action="#cadets"
        values={{ intent: 'withdraw-cadet', userId: id }}
      />
    );
  }
  return (
    <PostForm action="#cadets">
      <HiddenFields values={{ intent: 'enroll-again', userId: id }} />
      <Button kind="secondary">
        Enroll again <span className="vh">{name}</span>
      </Button>
    </PostForm>
  );
}

/** Who teaches a cohort: add by e-mail, remove. */
export function CohortInstructors({ cohort, ...state }: PeopleProps) {
  const [form, fields] = useForm<{ email: string }>({
    id: 'add-instructor',
    lastResult: resultOf(state, 'add-instructor'),
    constraint: { email: { required: true } },
  });
  const columns: Column<Person>[] = [
    {
      label: 'Name',
      cell: (person) => <a href={paths.adminPerson(person.id)}>{person.name}</a>,
      rowHeader: true,
    },
    { label: 'Known by', cell: (person) => toKnownBy(person) || '–' },
    {
      label: 'Change',
      cell: ({ id, name }) => (
        <AskedFirst
          label="Remove"
          about={name}
          says={`${name} no longer sees this cohort, its cadets or their answers. Nothing that they decided changes, and adding them again undoes it.`}
          button={`Remove ${name}`}
          action="#instructors"
          values={{ intent: 'remove-instructor', userId: id }}
        />
      ),
    },
  ];
  return (
    <CohortSection
      id="instructors"
      title="Instructors"
      saved={state.saved}
      intents={['add-instructor', 'remove-instructor']}
    >
      {cohort.instructors.length === 0 ? (
        <p>Nobody teaches this cohort yet: only administrators see its progress.</p>
      ) : (
        <Table
          caption="Instructors of the cohort"
          captionHidden
          columns={columns}
          rows={cohort.instructors}
          rowKey={(person) => person.id}
          stack
        />
      )}
      <PostForm action="#instructors" id={form.id} className="form">
        <FormError form={form} fields={[fields.email]} title="Nobody was added" />
        <HiddenFields values={{ intent: 'add-instructor' }} />
        <div className="row-form">
          <Field
            field={fields.email}
            label="E-mail address or badge number of an instructor"
            type="email"
          />
          <Button kind="secondary">Add</Button>
        </div>
      </PostForm>
    </CohortSection>
  );
}
