import { type PreviewQuery, paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import { type State, StateMark } from '#app/ui/state-mark.tsx';
import { draftWords, kindNames } from './author-rules.ts';
import { ProblemList, problemWords } from './preview-problems.tsx';
import { toAddress } from './preview-rules.ts';
import type { Preview, PreviewStanding } from './preview-schema.ts';

type PreviewHeadProps = {
  preview: Preview;
  query: PreviewQuery;
  /** Views there are besides the first. */
  views: readonly NonNullable<PreviewQuery['view']>[];
  /** An instant for readers. */
  formatInstant: (at: Date) => string;
};

const cadetWords = 'As cadets see it';
const keyWords = 'Keys and feedback';
const viewWords = { scenario: 'Scenario graph', keys: keyWords, attempt: cadetWords } as const;

/** The strip above a preview: what it is of, how it stands, and the other ways to look at it. */
export function PreviewHead({ preview, query, views, formatInstant }: PreviewHeadProps) {
  const { file, kind, id, standing, problems, place, output, title } = preview;
  const address = toAddress(file);
  const { state, words } = toStandingWords(standing, id !== null, formatInstant);
  const link = (change: PreviewQuery) => paths.preview(address, { ...query, ...change });
  return (
    <header className="preview-head" id="preview-head">
      <p>
        <a href={paths.author()}>Content</a> / <b>Preview</b> {kindNames[kind]}
        {place && ` of ${place.course.title}`} · <code>{file}</code>
      </p>
      {/* What is shown below has a title of its own, unless it is in a frame or not there. */}
      {(query.width !== undefined || output === null) && <h1>{title}</h1>}
      <p>
        <StateMark state={state}>{words}</StateMark>
      </p>
      <div className="preview-switches">
        {views.length > 0 && (
          <nav aria-label="What to look at">
            <Switch href={link({ view: undefined })} current={query.view === undefined}>
              {kind === 'quiz' ? keyWords : cadetWords}
            </Switch>
            {views.map((view) => (
              <Switch key={view} href={link({ view })} current={query.view === view}>
                {viewWords[view]}
              </Switch>
            ))}
          </nav>
        )}
        <nav aria-label="Width">
          <Switch href={link({ width: undefined })} current={query.width === undefined}>
            This window
          </Switch>
          <Switch href={link({ width: 'phone' })} current={query.width === 'phone'}>
            Phone
          </Switch>
        </nav>
        {query.width === undefined && query.view === undefined && problems.length > 0 && (
          <nav aria-label="Notes on problems">
            <Switch href={link({ notes: undefined })} current={query.notes === undefined}>
              Notes beside the text
            </Switch>
            <Switch href={link({ notes: 'off' })} current={query.notes === 'off'}>
              Without
            </Switch>
          </nav>
        )}
        <nav aria-label="More">
          {id !== null && standing.inForce && <a href={paths.contentHistory(id)}>History</a>}
          <a href={link({})}>Load again</a>
        </nav>
      </div>
    </header>
  );
}

function Switch(props: { href: string; current: boolean; children: string }) {
  return (
    <a href={props.href} aria-current={props.current ? 'true' : undefined}>
      {props.children}
    </a>
  );
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const nextStart = 'cadets get it when the academy’s server starts next';

function toStandingWords(
  { state, inForce, pendingAt, keptBy }: PreviewStanding,
  hasId: boolean,
  formatInstant: (at: Date) => string,
): { state: State; words: string } {
  const until = inForce ? 'cadets see the edition before it' : 'cadets do not see it';
  switch (state) {
    case 'same':
      return { state: 'done', words: 'Published: cadets see just this' };
    case 'changed':
      return { state: 'underway', words: `Changed since it was published: ${nextStart}` };
    case 'waits':
      return {
        state: 'underway',
        words: `Takes force ${pendingAt ? formatInstant(pendingAt) : 'later'}; until then ${until}`,
      };
    case 'new':
      return { state: 'open', words: `Not published yet: ${nextStart}` };
    case 'draft':
      return {
        state: 'open',
        words: `${sentence(draftWords(keptBy))}: ${until} until the line draft: true is taken out${keptBy === 'itself' ? '' : ' there'}`,
      };
    case 'broken':
      if (!hasId)
        return {
          state: 'failed',
          words: 'Its id cannot be read: if it was published, cadets keep the last good revision',
        };
      return {
        state: 'failed',
        words: inForce
          ? 'Has errors: cadets keep the last good revision'
          : 'Has errors: cannot be published',
      };
  }
}

/** The problems of what is previewed, folded when none of them is an error. */
export function PreviewProblems({ preview, query }: Pick<PreviewHeadProps, 'preview' | 'query'>) {
  const { checked, partial, output, file } = preview;
  // A quiz has its notes beside the keys, whether or not they are wanted beside a text.
  const hasNotes =
    query.width === undefined &&
    query.view === undefined &&
    (query.notes === undefined || preview.kind === 'quiz');
  const problems = preview.problems.map((problem) =>
    hasNotes ? problem : { ...problem, anchor: null },
  );
  const hasErrors = problems.some(({ level }) => level === 'error');
  return (
    <div className="preview-problems stack" id="preview-problems">
      {output === null ? (
        <Notice kind="problem" title="Nothing of this file can be shown">
          Mend the errors below; the page appears as soon as the file is saved.
        </Notice>
      ) : (
        partial && (
          <Notice kind="problem" title="Shown without the parts that have errors">
            The rest of the file is below. Nothing of it is published until the errors are mended.
          </Notice>
        )
      )}
      {problems.length === 0 ? (
        <p>
          <StateMark state="done">{checked ? 'No problems' : 'No problems so far'}</StateMark>
        </p>
      ) : (
        <details
          open={hasErrors}
          id="preview-problem-box"
          data-holds={hasErrors ? 'errors' : 'warnings'}
        >
          <summary>
            {problemWords(problems)} in <code>{file.slice(file.lastIndexOf('/') + 1)}</code>
          </summary>
          <ProblemList problems={problems} />
        </details>
      )}
    </div>
  );
}
