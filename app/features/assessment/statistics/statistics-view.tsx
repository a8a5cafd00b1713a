import { Fragment } from 'react';
import { MarkedBar } from '#app/ui/charts/marked-bar.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { NumberTiles } from '#app/ui/number-tiles.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { formatZoned } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import { FlagNotice } from './flag-notice.tsx';
import { flagNames } from './flag-rules.ts';
import { ScoreHistogram } from './score-histogram.tsx';
import type { ItemReport, QuizReport } from './statistics-queries.server.ts';
import {
  fewestAttempts,
  fewestShown,
  intervalWords,
  type Reliability,
} from './statistics-rules.ts';

const percent = (share: number) => `${Math.round(share * 100)}%`;
const decimal = (value: number) => value.toFixed(2).replace('-', '−');
const isJudged = ({ n }: ItemReport) => n >= fewestAttempts;
const duration = (ms: number) =>
  ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${(ms / 60_000).toFixed(1)} min`;

/** The item statistics of one revision of a quiz, from none to any number of attempts. */
export function StatisticsView({ report, timeZone }: { report: QuizReport; timeZone: string }) {
  const { attempts, waiting, items, histogram, updatedAt } = report;
  if (attempts === 0 && waiting === 0) {
    return (
      <EmptyState title="No first attempts yet">
        Statistics count each cadet’s first finished attempt at this edition. Scores appear here
        from {fewestShown} attempts on, what to look at in a question from {fewestAttempts} on.
      </EmptyState>
    );
  }
  return (
    <div className="stack stack-loose">
      {waiting > 0 && (
        <Notice title={`${countOf(waiting, 'attempt is', 'attempts are')} not counted yet`}>
          They are counted within a minute, or once an instructor has read their written answers.
        </Notice>
      )}
      {histogram === null ? (
        <Notice title={`${attempts} of ${fewestShown} first attempts so far`}>
          Below {fewestShown}, a figure could point at a person, and one cadet more or less changes
          it. So nothing is shown until then.
        </Notice>
      ) : (
        <>
          <div className="statistics-head">
            <ScoreHistogram histogram={histogram} />
            <Summary report={report} />
          </div>
          <Items items={items} />
        </>
      )}
      {updatedAt && (
        <p className="muted">
          Counted up to {formatZoned(updatedAt, timeZone)}, first attempts only.
        </p>
      )}
    </div>
  );
}

/**
 * The items that enough cadets have met: judged from `fewestAttempts` on, in grey figures with their interval before; the
 * others by number.
 */
function Items({ items }: { items: readonly ItemReport[] }) {
  const shown = items.filter(({ n }) => n >= fewestShown);
  const judged = items.filter(isJudged);
  return (
    <>
      <FewNotice items={items} />
      {judged.length > 0 && <NeedsALook items={judged} />}
      {shown.length > 0 && (
        <section id="items" aria-label="Items">
          <ItemTable items={shown} />
        </section>
      )}
      {judged.length > 0 && (
        <section className="stack" aria-labelledby="each-item">
          <h2 id="each-item">Item by item</h2>
          {judged.map((item) => (
            <ItemSection key={item.id} item={item} />
          ))}
        </section>
      )}
    </>
  );
}

type SummaryProps = { report: QuizReport };

/** Why some items are grey and others missing; nothing when all can be judged. */
function FewNotice({ items }: { items: readonly ItemReport[] }) {
  const grey = items.filter((item) => item.n >= fewestShown && !isJudged(item));
  const few = items.filter(({ n }) => n < fewestShown);
  if (grey.length + few.length === 0) return null;
  const judged = items.length - grey.length - few.length;
  const named = few.map(({ number, n }) => `${number} (${n})`).join(', ');
  return (
    <Notice
      title={
        judged === 0
          ? `No item has ${fewestAttempts} first attempts yet`
          : `${grey.length + few.length} of ${items.length} items cannot be judged yet`
      }
    >
      Where attempts draw different items, an item is met less often than the quiz.{' '}
      {grey.length > 0 &&
        `Figures in grey rest on fewer than ${fewestAttempts} first attempts: read the interval, not the figure. `}
      {few.length > 0 && `Fewer than ${fewestShown}, and not shown, by item: ${named}.`}
    </Notice>
  );
}

function Summary({ report: { attempts, meanScore, reliability, histogram, items } }: SummaryProps) {
  const flagged = items.filter((item) => isJudged(item) && item.flags.length > 0).length;
  return (
    <div className="stack">
      <NumberTiles
        label="The quiz in figures"
        tiles={[
          { label: 'first attempts', value: attempts.toLocaleString('en'), href: '#scores' },
          {
            label: 'mean score',
            value: meanScore === null ? 'no' : percent(meanScore),
            href: '#scores',
          },
          {
            label: 'passed',
            value: percent((histogram?.reached ?? 0) / Math.max(1, attempts)),
            href: '#scores',
          },
          {
            label: 'items worth a look',
            value: flagged,
            href: '#items',
            state: 'overdue',
          },
        ]}
      />
      <DefinitionList
        items={[
          {
            term: 'Reliability',
            detail: reliability ? (
              <>
                {decimal(reliability.value)} <small>({reliabilityName[reliability.kind]})</small>:{' '}
                {reliabilityWords(reliability)}
              </>
            ) : (
              noReliability(attempts)
            ),
          },
          {
            term: 'Standard error',
            detail: reliability
              ? `${decimal(reliability.standardError)} points: a cadet’s own result would move by about that much on another day`
              : 'none',
          },
        ]}
      />
    </div>
  );
}

const reliabilityName: Record<Reliability['kind'], string> = {
  'KR-20': 'KR-20',
  alpha: 'Cronbach’s alpha',
  dependability: 'dependability; attempts draw different items',
};

const noReliability = (attempts: number) =>
  attempts < fewestAttempts
    ? `told from ${fewestAttempts} first attempts on`
    : 'cannot be computed: every attempt has the same points';

function reliabilityWords({ value }: Reliability): string {
  if (value >= 0.7) return 'good enough for a module quiz';
  if (value >= 0.6) return 'acceptable for a short quiz';
  return 'low: do not rest a decision about a person on this quiz alone';
}

const flagKinds = ['wrong-key', 'weak', 'too-hard', 'too-easy', 'idle-option'] as const;

/** What is to be looked at first, in sentences. */
function NeedsALook({ items }: { items: readonly ItemReport[] }) {
  const flagged = items.filter(({ flags }) => flags.length > 0);
  if (flagged.length === 0) return <Notice kind="done" title="No item stands out" />;
  const urgent = flagged.filter(({ flags }) => flags.some(({ kind }) => kind === 'wrong-key'));
  return (
    <Notice
      kind={urgent.length > 0 ? 'problem' : 'attention'}
      title={
        urgent.length > 0
          ? `Check the key of item ${urgent.map(({ number }) => number).join(', ')} first`
          : `${countOf(flagged.length, 'item is', 'items are')} worth a look`
      }
    >
      <ul>
        {flagKinds.map((kind) => {
          const found = flagged.filter(({ flags }) => flags.some((flag) => flag.kind === kind));
          if (found.length === 0) return null;
          return (
            <li key={kind}>
              {flagNames[kind]}: item{' '}
              {found.map((item, index) => (
                <Fragment key={item.id}>
                  {index > 0 && ', '}
                  <a href={`#item-${item.id}`}>{item.number}</a>
                </Fragment>
              ))}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

function ItemTable({ items }: { items: readonly ItemReport[] }) {
  const figures: Column<ItemReport>[] = [
    { label: 'Attempts', cell: ({ n }) => n.toLocaleString('en') },
    {
      label: 'Right (p)',
      cell: (item) =>
        item.difficulty === null ? '' : <Bar item={item} value={item.difficulty} words={percent} />,
    },
    {
      label: '95% interval',
      cell: (item) => (item.interval ? intervalWords(item.interval) : ''),
    },
    {
      label: 'Correlation (r)',
      cell: (item) =>
        item.discrimination === null ? (
          'none'
        ) : (
          <Bar item={item} value={item.discrimination} words={decimal} />
        ),
    },
    {
      label: 'Typical time',
      cell: ({ typicalMs }) => (typicalMs === null ? 'unknown' : duration(typicalMs)),
    },
  ];
  return (
    <Table
      caption="Every item in numbers"
      columns={[
        {
          label: 'Item',
          rowHeader: true,
          cell: (item) =>
            isJudged(item) ? <a href={`#item-${item.id}`}>{item.number}</a> : item.number,
        },
        ...figures.map(
          ({ label, cell }): Column<ItemReport> => ({
            label,
            numeric: true,
            cell: (item) =>
              isJudged(item) ? cell(item) : <span className="muted">{cell(item)}</span>,
          }),
        ),
        { label: 'What to look at', cell: lookWords },
      ]}
      rows={items}
      rowKey={({ id }) => id}
      stack
    />
  );
}

/** A figure with a small bar before it: grey below `fewestAttempts`, in the color of problems where it is below zero. */
function Bar(props: { item: ItemReport; value: number; words: (value: number) => string }) {
  const { item, value, words } = props;
  const tone = !isJudged(item) ? 'muted' : value < 0 ? 'problem' : 'accent';
  return (
    <span className="figure-bar">
      <MarkedBar small value={Math.abs(value)} tone={tone} />
      {words(value)}
    </span>
  );
}

function lookWords(item: ItemReport): string {
  if (!isJudged(item)) return `too early: ${item.n} of ${fewestAttempts} attempts`;
  return [...new Set(item.flags.map((flag) => flagNames[flag.kind]))].join('; ') || 'nothing';
}

function ItemSection({ item }: { item: ItemReport }) {
  const { id, number, n, promptHtml, options, outcomes, flags, words, misconceptions } = item;
  return (
    <article className="item stack" id={`item-${id}`} aria-label={`Item ${number}`}>
      <div className="item-top">
        <b>Item {number}</b>
        <span className="muted">{n.toLocaleString('en')} first attempts</span>
      </div>
      <Html className="prompt" html={promptHtml} />
      {flags.map((flag) => (
        <FlagNotice
          key={`${flag.kind}-${'optionId' in flag ? flag.optionId : ''}`}
          flag={flag}
          words={words}
        />
      ))}
      {options.length > 0 ? (
        <Table
          caption={`Options of item ${number}`}
          captionHidden
          stack
          rows={options}
          rowKey={(option) => option.id}
          columns={[
            {
              label: 'Option',
              rowHeader: true,
              cell: (option) => <Html as="span" html={words[option.id] ?? ''} />,
            },
            { label: 'Key', cell: ({ correct }) => (correct ? 'right' : 'wrong') },
            { label: 'Chosen', numeric: true, cell: (option) => option.n.toLocaleString('en') },
            { label: 'Share', numeric: true, cell: ({ share }) => percent(share) },
            {
              label: 'Their score on the rest',
              numeric: true,
              cell: ({ restMean }) => (restMean === null ? '' : percent(restMean)),
            },
            { label: 'Suggests', cell: (option) => misconceptions[option.id] ?? '' },
          ]}
        />
      ) : (
        <p>
          Right {outcomes.right.toLocaleString('en')}, partly right{' '}
          {outcomes.partly.toLocaleString('en')}, not right {outcomes.wrong.toLocaleString('en')},
          unanswered {outcomes.unanswered.toLocaleString('en')}.
        </p>
      )}
    </article>
  );
}
