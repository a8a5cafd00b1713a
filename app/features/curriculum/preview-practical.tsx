import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { PracticalBody, Rubric, SurveyBody } from './schema.ts';

/** A practical as it is read and printed: what each person needs, and the rubrics. */
export function PracticalPage({ body }: { body: PracticalBody }) {
  const { frontmatter, blocks } = body;
  return (
    <article className="stack stack-loose">
      <header>
        <h1>{frontmatter.title}</h1>
        <p className="lead">{frontmatter.summary}</p>
        <p className="muted">{frontmatter.minutes} minutes of role-play.</p>
      </header>
      {frontmatter.contentNotes.length > 0 && (
        <Notice kind="attention" title="Before you begin">
          {frontmatter.contentNotes.join(' ')}
        </Notice>
      )}
      {blocks.map((block, index) =>
        block.type === 'html' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a page have no other name
          <Html key={index} className="prose measure" html={block.html} />
        ) : (
          <RubricTable key={block.rubric.id} rubric={block.rubric} />
        ),
      )}
    </article>
  );
}

/** A rubric: criteria by levels, those that decide alone marked with a star. */
export function RubricTable({ rubric }: { rubric: Rubric }) {
  const { id, title, pass, levels, criteria } = rubric;
  const starred = criteria.some(({ critical }) => critical);
  return (
    <section className="stack" aria-labelledby={`rubric-${id}`}>
      <h3 id={`rubric-${id}`}>Rubric: {title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
      <section className="table-frame" aria-label={`Table: ${title}`} tabIndex={0}>
        <table className="table table-stack">
          <caption className="vh">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Criterion</th>
              {levels.map((level) => (
                <th key={level} scope="col">
                  {level}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {criteria.map((criterion) => (
              <tr key={criterion.id}>
                <th scope="row">
                  {criterion.critical && (
                    <>
                      <span aria-hidden="true">★ </span>
                      <span className="vh">Decides alone: </span>
                    </>
                  )}
                  <Html as="span" html={criterion.html} />
                </th>
                {criterion.levels.map((text, index) => (
                  <td key={levels[index]} data-label={levels[index]}>
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p>
        {pass} of {criteria.length * 2} points pass.
        {starred && ' A 0 in a criterion with ★ means: repeat it, whatever the total.'}
      </p>
    </section>
  );
}

type SurveyPageProps = {
  body: SurveyBody;
  /** Ids of statements that are scored in reverse, for authors; readers are not told. */
  reversed: readonly string[];
};

/** A survey as it is read and printed: each statement with the answers of its scale. */
export function SurveyPage({ body, reversed }: SurveyPageProps) {
  const { frontmatter, blocks } = body;
  return (
    <article className="stack stack-loose measure">
      <header>
        <h1>{frontmatter.title}</h1>
        <p className="lead">{frontmatter.summary}</p>
        <p className="muted">
          About {frontmatter.minutes} minutes
          {frontmatter.when.length > 0 && `; asked: ${frontmatter.when.join(', ')}`}.
        </p>
      </header>
      {blocks.map((block, index) => {
        if (block.type === 'html')
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a page have no other name
          return <Html key={index} className="prose" html={block.html} />;
        return block.type === 'scale' ? (
          <Scale key={block.id} {...{ block, reversed }} answers={frontmatter.answers} />
        ) : (
          <Rank key={block.id} block={block} />
        );
      })}
    </article>
  );
}

type SurveyBlock = SurveyBody['blocks'][number];

function Scale(props: {
  block: Extract<SurveyBlock, { type: 'scale' }>;
  answers: readonly string[];
  reversed: readonly string[];
}) {
  const { block, answers, reversed } = props;
  return (
    <section className="stack" aria-labelledby={`scale-${block.id}`}>
      <h2 id={`scale-${block.id}`}>{block.title}</h2>
      <p className="muted">
        Each is answered from “{answers[0]}” to “{answers.at(-1)}”: {answers.join(' · ')}
      </p>
      <ol className="preview-statements">
        {block.statements.map(({ id, html }) => (
          <li key={id}>
            <Html as="span" html={html} />
            {reversed.includes(id) && (
              <small className="muted"> scored in reverse; readers are not told</small>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Rank({ block }: { block: Extract<SurveyBlock, { type: 'rank' }> }) {
  return (
    <section className="stack">
      <Html className="prompt" html={block.promptHtml} />
      <ul>
        {block.replies.map(({ id, html }) => (
          <li key={id}>
            <Html as="span" html={html} />
          </li>
        ))}
      </ul>
    </section>
  );
}
