import type { ReactNode } from 'react';
import {
  isInPart,
  itemsPerAttempt,
  partName,
  whoSetMark,
} from '#app/features/curriculum/courses/quiz-rules.ts';
import type { QuizBody } from '#app/features/curriculum/courses/schema.ts';
import { ItemWithKey } from '#app/features/curriculum/items/item-with-key.tsx';
import type { AnswerKey, Item } from '#app/features/curriculum/items/schema.ts';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Table } from '#app/ui/table.tsx';
import { countOf, plural } from '#app/words/numbers.ts';
import { ProblemNotes } from './preview-problems.tsx';
import type { PreviewProblem } from './preview-rules.ts';

type ItemListProps = {
  items: readonly Item[];
  keys: AnswerKey;
  /** By item id. */
  problems: Readonly<Record<string, readonly PreviewProblem[]>>;
  /** What statistics say of an item, by its id. */
  remarks?: Readonly<Record<string, ReactNode>>;
};

/** Questions with their keys, and beside each what is wrong with it. */
export function PreviewItems({ items, keys, problems, remarks = {} }: ItemListProps) {
  return (
    <div className="stack stack-loose">
      {items.map((item, index) => (
        <ItemWithKey
          key={item.id}
          item={item}
          keyed={keys[item.id]}
          number={index + 1}
          notes={
            <>
              <ProblemNotes problems={problems[item.id] ?? []} />
              {remarks[item.id]}
            </>
          }
        />
      ))}
    </div>
  );
}

type PreviewQuizProps = Omit<ItemListProps, 'items' | 'remarks'> & {
  body: QuizBody;
  /** What item statistics say of the revision in force. */
  flags:
    | {
        attempts: number;
        enough: number;
        items: readonly { id: string; flags: readonly string[] }[];
      }
    | undefined;
};

/** A quiz for its author: its rules, what an attempt draws from what, and every question with its key. */
export function PreviewQuiz({ body, keys, problems, flags }: PreviewQuizProps) {
  const { frontmatter, introHtml, items } = body;
  const { passMark, attempts, practice, timeLimitMinutes, waitHours } = frontmatter;
  const each = itemsPerAttempt(frontmatter, items);
  return (
    <div className="stack stack-loose measure">
      <p className="lead">{frontmatter.summary}</p>
      {introHtml && <Html className="prose" html={introHtml} />}
      <DefinitionList
        items={[
          { term: 'Questions', detail: `${each} in an attempt, of ${items.length}` },
          {
            term: 'To pass',
            detail: practice
              ? 'practice: counts for nothing'
              : `${passMark}%; ${whoSetMark(frontmatter)}`,
          },
          { term: 'Attempts', detail: attempts === null ? 'as many as needed' : attempts },
          {
            term: 'Time',
            detail: timeLimitMinutes === null ? 'no limit' : `${timeLimitMinutes} minutes`,
          },
          ...(waitHours > 0 ? [{ term: 'Between attempts', detail: `${waitHours} hours` }] : []),
          { term: 'Feedback', detail: releaseWords[frontmatter.feedback] },
          { term: 'Right options', detail: releaseWords[frontmatter.correctOptions] },
        ]}
      />
      <Blueprint body={body} />
      {flags && <p className="muted">{flagWords(flags)}</p>}
      <PreviewItems
        items={items}
        keys={keys}
        problems={problems}
        remarks={Object.fromEntries(
          (flags?.items ?? []).map(({ id, flags: found }) => [
            id,
            <Notice key={id} kind="attention" title="Item statistics">
              {found.join('; ')}
            </Notice>,
          ]),
        )}
      />
    </div>
  );
}

function flagWords({ attempts, enough, items }: NonNullable<PreviewQuizProps['flags']>): string {
  if (attempts < enough)
    return `Item statistics: ${attempts} of ${enough} first attempts at the published edition so far; too few to say anything.`;
  const flagged =
    items.length === 0 ? 'no item stands out' : `${items.length} to look at, marked below`;
  return `Item statistics of the published edition, ${attempts} first attempts: ${flagged}.`;
}

const releaseWords: Record<QuizBody['frontmatter']['feedback'], string> = {
  'after-submit': 'at once',
  'after-pass': 'once passed',
  'after-due': 'after the due date',
  never: 'never',
};

/** What is drawn from what; without a blueprint, how many questions each objective has. */
function Blueprint({ body: { frontmatter, items } }: { body: QuizBody }) {
  const { blueprint } = frontmatter;
  const rows =
    blueprint === null
      ? [...new Set(items.map(({ objective }) => objective ?? 'none'))].map((name) => ({
          name,
          drawn: null,
          pool: items.filter(({ objective }) => (objective ?? 'none') === name).length,
        }))
      : blueprint.map((line) => ({
          name: `${partName(line).join(' ')}${'objective' in line && line.measuredBy ? `, shown by the ${line.measuredBy === 'practical' ? 'practical' : 'written answer'}` : ''}`,
          drawn: line.items,
          pool: items.filter((item) => isInPart(line, item)).length,
        }));
  const unused =
    blueprint === null
      ? 0
      : items.filter((item) => isScored(item) && !blueprint.some((line) => isInPart(line, item)))
          .length;
  return (
    <section className="stack" aria-labelledby="blueprint">
      <h2 id="blueprint">What an attempt draws</h2>
      <Table
        caption={blueprint === null ? 'Questions by objective' : 'The blueprint'}
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          {
            label: blueprint === null ? 'Objective' : 'Part',
            rowHeader: true,
            cell: ({ name }) => name,
          },
          ...(blueprint === null
            ? []
            : [
                {
                  label: 'Drawn',
                  numeric: true,
                  cell: ({ drawn }: (typeof rows)[number]) => drawn,
                },
              ]),
          { label: 'There are', numeric: true, cell: ({ pool }) => pool },
        ]}
      />
      {unused > 0 && (
        <p>
          {countOf(unused, 'question is', 'questions are')} in no part of the blueprint, so no
          attempt ever draws {plural(unused, 'it', 'them')}.
        </p>
      )}
    </section>
  );
}
