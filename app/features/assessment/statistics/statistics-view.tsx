import { Fragment } from 'react';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { formatInstant } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import { FlagNotice } from './flag-notice.tsx';
import { flagNames } from './flag-rules.ts';
import { StatisticsChart } from './statistics-chart.tsx';
import type { ItemReport, QuizReport } from './statistics-queries.server.ts';
import { fewestAttempts, intervalWords, type Reliability } from './statistics-rules.ts';

const percent = (share: number) => `${Math.round(share * 100)}%`;
const decimal = (value: number) => value.toFixed(2).replace('-', '−');
const duration = (ms: number) =>
  ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${(ms / 60_000).toFixed(1)} min`;

/** The item statistics of one revision of a quiz, from none to any number of attempts. */
export function StatisticsView({ report, timeZone }: { report: QuizReport; timeZone: string }) {
  const { attempts, waiting, items, updatedAt } = report;
  if (attempts === 0 && waiting === 0) {
    return (
      <EmptyState title="No first attempts yet">
        Statistics count each cadet’s first finished attempt at this edition. They appear here from{' '}
        {fewestAttempts} attempts on.
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
      {attempts < fewestAttempts ? (
        <Notice title={`${attempts} of ${fewestAttempts} first attempts so far`}>
          Below {fewestAttempts}, one cadet more or less changes every figure, and a figure could
          point at a person. So nothing is shown until then.
        </Notice>
      ) : (
        <>
          <Summary report={report} />
          <Items items={items} />
        </>
      )}
      {updatedAt && (
        <p className="muted">
          Counted up to {formatInstant(updatedAt, timeZone)}, first attempts only.
        </p>
      )}
    </div>
  );
}

/** The items that enough cadets have met; the others by number. */
function Items({ items }: { items: readonly ItemReport[] }) {
  const shown = items.filter(({ n }) => n >= fewestAttempts);
  const few = items.filter(({ n }) => n < fewestAttempts);
  const named = few.map(({ number, n }) => `${number} (${n})`).join(', ');
  return (
    <>
      {few.length > 0 && (
        <Notice
          title={
            shown.length === 0
              ? `No item has ${fewestAttempts} first attempts yet`
              : `${few.length} of ${items.length} items are not shown yet`
          }
        >
          Attempts draw different items, so each item is met less often than the quiz. An item is
          shown from {fewestAttempts} first attempts on. So far, by item: {named}.
        </Notice>
      )}
      {shown.length > 0 && (
        <>
          <NeedsALook items={shown} />
          <StatisticsChart items={shown} />
          <ItemTable items={shown} />
          <section className="stack" aria-labelledby="each-item">
            <h2 id="each-item">Item by item</h2>
            {shown.map((item) => (
              <ItemSection key={item.id} item={item} />
            ))}
          </section>
        </>
      )}
    </>
  );
}

function Summary({ report: { attempts, meanScore, reliability } }: { report: QuizReport }) {
  return (
    <DefinitionList
      items={[
        { term: 'First attempts', detail: attempts.toLocaleString('en') },
        { term: 'Mean score', detail: meanScore === null ? 'none' : percent(meanScore) },
        {
          term: 'Reliability',
          detail: reliability ? (
            <>
              {decimal(reliability.value)} <small>({reliabilityName[reliability.kind]})</small>:{' '}
              {reliabilityWords(reliability)}
            </>
          ) : (
            'cannot be computed: every attempt has the same points'
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
  );
}

const reliabilityName: Record<Reliability['kind'], string> = {
  'KR-20': 'KR-20',
  alpha: 'Cronbach’s alpha',
  dependability: 'dependability; attempts draw different items',
};

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
  const columns: Column<ItemReport>[] = [
    {
      label: 'Item',
      rowHeader: true,
      cell: (item) => <a href={`#item-${item.id}`}>{item.number}</a>,
    },
    { label: 'Attempts', numeric: true, cell: ({ n }) => n.toLocaleString('en') },
    {
      label: 'Right (p)',
      numeric: true,
      cell: (item) => (item.difficulty === null ? '' : percent(item.difficulty)),
    },
    {
      label: '95% interval',
      numeric: true,
      cell: (item) => (item.interval ? intervalWords(item.interval) : ''),
    },
    {
      label: 'Correlation (r)',
      numeric: true,
      cell: (item) => (item.discrimination === null ? 'none' : decimal(item.discrimination)),
    },
    {
      label: 'Typical time',
      numeric: true,
      cell: ({ typicalMs }) => (typicalMs === null ? 'unknown' : duration(typicalMs)),
    },
    {
      label: 'What to look at',
      cell: ({ flags }) =>
        [...new Set(flags.map((flag) => flagNames[flag.kind]))].join('; ') || 'nothing',
    },
  ];
  return (
    <Table
      caption="Every item in numbers"
      columns={columns}
      rows={items}
      rowKey={({ id }) => id}
      stack
    />
  );
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
