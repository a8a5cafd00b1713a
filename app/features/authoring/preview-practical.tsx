import type { PracticalBody, SurveyBody } from '#app/features/curriculum/courses/schema.ts';
import { RubricSheet } from '#app/features/learning/practicals/rubric-sheet.tsx';
import { RankSheet, ScaleSheet } from '#app/features/learning/surveys/survey-sheet.tsx';
import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';

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
          <RubricSheet key={block.rubric.id} rubric={block.rubric} lesson={null} level={3} />
        ),
      )}
    </article>
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
    <article className="stack stack-loose">
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
          return <Html key={index} className="prose measure" html={block.html} />;
        return block.type === 'scale' ? (
          <ScaleSheet
            key={block.id}
            scale={block}
            answers={frontmatter.answers}
            from={countStatements(blocks.slice(0, index))}
            noteOf={(id) =>
              reversed.includes(id) ? 'scored in reverse; readers are not told' : null
            }
          />
        ) : (
          <RankSheet key={block.id} rank={block} />
        );
      })}
    </article>
  );
}

function countStatements(blocks: SurveyBody['blocks']): number {
  return blocks.reduce(
    (sum, block) => sum + (block.type === 'scale' ? block.statements.length : 0),
    0,
  );
}
