import { useForm } from '@conform-to/react';
import { ruleFile } from '#app/features/curriculum/courses/words.ts';
import { AskedFirst } from '#app/features/people/cohorts/asked-first.tsx';
import { reasonLimit } from '#app/features/records/gradings/decision-schema.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { TextAreaField } from '#app/ui/text-area-field.tsx';
import { formatInstant } from '#app/words/dates.ts';
import type { OpenedLesson, WaitingLesson } from './held-queries.server.ts';

type WaitingCardProps = { lesson: WaitingLesson; lastResult: FormResult };

/** A lesson that is held back: what it waits for, and, folded, how an administrator opens it all the same. */
export function WaitingCard({ lesson, lastResult }: WaitingCardProps) {
  const { id, number, title, openRules, course } = lesson;
  const sent = lastResult?.initialValue;
  const mine = sent?.intent === 'open-lesson' && sent.lesson === id;
  const [form, { reason }] = useForm<{ reason: string }>({
    id: `open-${id}`,
    lastResult: mine ? lastResult : null,
    constraint: { reason: { required: true, maxLength: reasonLimit } },
  });
  return (
    <Card
      title={
        <a href={paths.taughtLesson(course.id, id)}>
          {number} {title}
        </a>
      }
      aside={<span className="muted">{course.title}</span>}
    >
      <p>Waits for:</p>
      <ul className="author-list">
        {openRules.map((rule) => (
          <li key={rule}>
            <code>{ruleFile(rule)}</code>
          </li>
        ))}
      </ul>
      <details className="folded" open={mine}>
        <summary>
          Open it without <span className="vh">these rules: {title}</span>
        </summary>
        <PostForm action={`#${form.id}`} id={form.id} className="form">
          <FormError form={form} fields={[reason]} title="Nothing was changed" />
          <HiddenFields values={{ intent: 'open-lesson', lesson: id }} />
          <TextAreaField
            field={reason}
            label="Reason"
            hint="Such as where your cadets have the contacts instead. It stays on record, and those who teach the lesson read it. Cadets get the lesson at once and read in it that the rule is missing."
            rows={3}
          />
          <Button kind="danger">Open it to cadets</Button>
        </PostForm>
      </details>
    </Card>
  );
}

const toColumns = (timeZone: string, now: Date): Column<OpenedLesson>[] => [
  {
    label: 'Lesson',
    rowHeader: true,
    cell: ({ lesson, lessonId }) => (lesson ? `${lesson.number} ${lesson.title}` : lessonId),
  },
  {
    label: 'Without',
    cell: ({ rules }) => rules.map(ruleFile).join(', '),
  },
  { label: 'Reason', cell: ({ reason }) => reason },
  {
    label: 'Opened',
    cell: ({ openedAt, openedBy }) => `${formatInstant(openedAt, timeZone, now)}, by ${openedBy}`,
  },
  {
    label: 'Take back',
    cell: ({ lesson, lessonId }) => (
      <AskedFirst
        label="Hold it back again"
        about={lesson?.title ?? lessonId}
        says="Cadets get it again once its rules are written. What they completed stands; what they began is kept."
        button="Hold it back again"
        values={{ intent: 'hold-lesson-back', lesson: lessonId }}
      />
    ),
  },
];

type OpenedTableProps = { opened: readonly OpenedLesson[]; timeZone: string; now: Date };

/** The lessons that somebody opened without the rules that they need. */
export function OpenedTable({ opened, timeZone, now }: OpenedTableProps) {
  return (
    <Table
      caption="Opened without their rules"
      columns={toColumns(timeZone, now)}
      rows={opened}
      rowKey={({ lessonId }) => lessonId}
      stack
    />
  );
}
