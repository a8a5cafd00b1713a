import { dayOf } from '#app/time/days.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Html } from '#app/ui/html.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { Table } from '#app/ui/table.tsx';
import { formatDate } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import type { ScenarioFlow, ScenarioVersion } from './flow-queries.server.ts';
import { type Flow, type FlowRow, leastShown, shownWords } from './flow-rules.ts';
import type { DrawnGraph } from './graph-rules.ts';
import { endingStates, endingWords, kindStates, kindWords } from './review-rules.ts';
import { ScenarioGraph } from './scenario-graph.tsx';

type FlowViewProps = { data: ScenarioFlow; versionHref: (revisionId: string) => string };

/** A cohort's first finished runs through a conversation: in a sentence, as a picture, and as tables. */
export function ScenarioFlowView({ data, versionHref }: FlowViewProps) {
  const { flow, graph, version, cadets, unfinished } = data;
  return (
    <>
      <VersionChoice data={data} versionHref={versionHref} />
      <p>
        {toSentence(version.runs, cadets, unfinished)} Later runs do not count here, and who chose
        what is shown to nobody.
      </p>
      {flow && graph ? (
        <Ways title={data.title} flow={flow} graph={graph} />
      ) : (
        <EmptyState title={`Shown from ${leastShown} cadets on`}>
          {`With fewer than ${leastShown} finished runs of this version, choices could be traced to the people who made them. The picture and the table appear once ${leastShown} cadets have finished it.`}
        </EmptyState>
      )}
    </>
  );
}

function toSentence(runs: number, cadets: number, unfinished: number): string {
  const finished = runs < leastShown ? `fewer than ${leastShown}` : String(runs);
  const open =
    unfinished === 0
      ? 'All have finished the conversation.'
      : `${countOf(unfinished, 'has', 'have')} not finished the conversation yet, those who skipped it included.`;
  return `Of ${cadets} cadets, ${finished} finished this version in their first full run. ${open}`;
}

function VersionChoice({ data, versionHref }: FlowViewProps) {
  const { versions, version, cohort } = data;
  if (versions.length < 2) return null;
  const current = version.revisionId;
  return (
    <nav className="cluster" aria-label="Versions of this conversation">
      {versions.map((one) => (
        <a
          key={one.revisionId}
          href={versionHref(one.revisionId)}
          aria-current={one.revisionId === current ? 'page' : undefined}
        >
          {toVersionName(one, cohort.timeZone)}
        </a>
      ))}
    </nav>
  );
}

function toVersionName({ edition, since, current }: ScenarioVersion, timeZone: string): string {
  const from = formatDate(dayOf(since, timeZone));
  return `Edition ${edition}, from ${from}${current ? ' (now)' : ''}`;
}

type WaysProps = { title: string; flow: Flow; graph: DrawnGraph };

function Ways({ title, flow, graph }: WaysProps) {
  const kinds = flow.rows.flatMap(({ choiceId, kind }) =>
    kind ? [[choiceId, kind] as const] : [],
  );
  return (
    <>
      <section className="stack" aria-labelledby="picture">
        <h2 id="picture">The ways they took</h2>
        {flow.banded && (
          <p className="muted">
            Some choices were made by fewer than {leastShown} cadets. So that these cannot be worked
            out, the other numbers are given in bands of five.
          </p>
        )}
        <ScenarioGraph
          graph={graph}
          label={`The ways through “${title}”, from its first scene down to its endings. The same is in the table below.`}
          kinds={Object.fromEntries(kinds)}
        />
      </section>
      <section className="stack" aria-labelledby="choices">
        <h2 id="choices">Choice by choice</h2>
        <div className="choices-table">
          <ChoiceTable rows={flow.rows} />
        </div>
      </section>
      <section className="stack" aria-labelledby="endings">
        <h2 id="endings">How it ended</h2>
        <EndTable flow={flow} />
      </section>
    </>
  );
}

function ChoiceTable({ rows }: { rows: readonly FlowRow[] }) {
  const firsts = new Set(rows.filter(({ sceneId }, index) => rows[index - 1]?.sceneId !== sceneId));
  return (
    <Table
      caption="Choices by scene"
      captionHidden
      stack
      rows={rows}
      rowKey={({ choiceId }) => choiceId}
      columns={[
        {
          label: 'Scene',
          cell: (row) =>
            firsts.has(row) ? row.scene : <span className="repeated">{row.scene}</span>,
        },
        {
          label: 'Choice',
          rowHeader: true,
          cell: ({ letter, choiceHtml, leadsTo }) => (
            <>
              {letter}. <Html as="span" html={choiceHtml} />
              <span className="leads-to">leads to {leadsTo}</span>
            </>
          ),
        },
        {
          label: 'Kind',
          cell: ({ kind }) =>
            kind && <StateMark state={kindStates[kind]}>{kindWords[kind]}</StateMark>,
        },
        { label: 'Cadets', numeric: true, cell: ({ count }) => shownWords(count) },
        { label: 'Share of the scene', numeric: true, cell: ({ share }) => share ?? 'not shown' },
      ]}
    />
  );
}

function EndTable({ flow }: { flow: Flow }) {
  return (
    <Table
      caption="Endings"
      captionHidden
      rows={flow.ends}
      rowKey={({ id }) => id}
      columns={[
        { label: 'Ending', rowHeader: true, cell: ({ title }) => title },
        {
          label: 'Kind',
          cell: ({ end }) => <StateMark state={endingStates[end]}>{endingWords[end]}</StateMark>,
        },
        { label: 'Cadets', numeric: true, cell: ({ count }) => shownWords(count) },
      ]}
    />
  );
}
