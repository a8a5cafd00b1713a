import type { SurveyBody } from '#app/features/curriculum/courses/schema.ts';
import { Breadcrumbs, type Crumb } from '#app/ui/breadcrumbs.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { formatMinutes } from '#app/words/numbers.ts';
import { RankSheet, ScaleSheet } from './survey-sheet.tsx';

type SurveyBlock = SurveyBody['blocks'][number];

type SurveyPageProps = { body: SurveyBody; breadcrumbs: readonly Crumb[] };

/** A survey as the sheet it is answered on. Statements and situations are numbered through. */
export function SurveyPage({ body, breadcrumbs }: SurveyPageProps) {
  const { frontmatter, blocks } = body;
  const { title, summary, minutes, answers, when } = frontmatter;
  const scales = blocks.filter((block) => block.type === 'scale');
  const statements = scales.reduce((sum, scale) => sum + scale.statements.length, 0);
  const before = (index: number) =>
    blocks
      .slice(0, index)
      .reduce((sum, block) => sum + (block.type === 'scale' ? block.statements.length : 0), 0);
  return (
    <article className="survey">
      <header className="lesson-header">
        <Breadcrumbs crumbs={breadcrumbs} />
        <h1>{title}</h1>
        <p className="lead">{summary}</p>
        <DefinitionList
          look="title-block"
          items={[
            { term: 'Takes about', detail: formatMinutes(minutes) },
            ...(statements > 0 ? [{ term: 'Statements', detail: String(statements) }] : []),
            ...(when.length > 0 ? [{ term: 'Asked', detail: when.join(', ') }] : []),
          ]}
        />
        <Notice title="Anonymous, never graded" className="screen-only">
          Nobody passes or fails this, and it goes into no file. Rapport does not take answers to
          surveys yet: print this page and tick on paper, without your name.
        </Notice>
      </header>
      <PaperHead when={when} />
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text, never moved
        <Block key={index} block={block} answers={answers} from={before(index)} />
      ))}
    </article>
  );
}

type BlockProps = { block: SurveyBlock; answers: readonly string[]; from: number };

function Block({ block, answers, from }: BlockProps) {
  switch (block.type) {
    case 'html':
      return <Html className="prose measure" html={block.html} />;
    case 'scale':
      return <ScaleSheet scale={block} answers={answers} from={from} />;
    case 'rank':
      return <RankSheet rank={block} />;
  }
}

/** What is filled in at the top on paper: no name. */
function PaperHead({ when }: { when: readonly string[] }) {
  return (
    <div className="sign-lines paper-only" aria-hidden="true">
      <p className="sign-line">Your code (no name)</p>
      <p className="sign-line">Date</p>
      {when.map((time) => (
        <p key={time}>
          <span className="tick" /> {time}
        </p>
      ))}
      <p className="sign-note">Anonymous, never graded.</p>
    </div>
  );
}
