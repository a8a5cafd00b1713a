import { ScenarioKeys } from '#app/features/learning/scenarios/scenario-keys.tsx';
import type { PreviewQuery } from '#app/paths.ts';
import { PreviewOutline } from './preview-outline.tsx';
import { PracticalPage, SurveyPage } from './preview-practical.tsx';
import { PreviewItems, PreviewQuiz } from './preview-quiz.tsx';
import { groupByPart } from './preview-rules.ts';
import type { Preview } from './preview-schema.ts';

/** `query`: what the address asks for. */
export type PreviewPageProps = {
  preview: Preview;
  query: PreviewQuery;
  /** What item statistics say of the quiz that is in force. */
  flags:
    | {
        attempts: number;
        enough: number;
        items: readonly { id: string; flags: readonly string[] }[];
      }
    | undefined;
};

/** What is previewed, but for a lesson as cadets see it: that is put together from the lesson page's own parts. */
export function PreviewPage({ preview, query, flags }: PreviewPageProps) {
  const { output, place, problems, partLines, addresses } = preview;
  if (output === null) return null;
  const grouped = groupByPart(problems, partLines);
  switch (output.kind) {
    case 'lesson': {
      const { frontmatter, blocks } = output.body;
      if (query.view === 'scenario') {
        return (
          <div className="stack stack-loose">
            <h1>{frontmatter.title}</h1>
            {blocks.map((block) =>
              block.type === 'scenario' ? (
                <ScenarioKeys
                  key={block.scenario.id}
                  scenario={block.scenario}
                  judgements={output.key[block.scenario.id]?.choices ?? {}}
                  graph={preview.graphs[block.scenario.id]}
                />
              ) : null,
            )}
          </div>
        );
      }
      const items = blocks.flatMap((block) => (block.type === 'check' ? [block.item] : []));
      return (
        <div className="stack stack-loose measure">
          <h1>{frontmatter.title}</h1>
          <PreviewItems items={items} keys={output.key} problems={grouped} />
        </div>
      );
    }
    case 'quiz':
      return (
        <div className="stack stack-loose">
          <h1>{output.body.frontmatter.title}</h1>
          <PreviewQuiz body={output.body} keys={output.key} problems={grouped} flags={flags} />
        </div>
      );
    case 'practical':
      return <PracticalPage body={output.body} />;
    case 'survey':
      return (
        <SurveyPage
          body={output.body}
          reversed={Object.values(output.key).flatMap(({ correct }) => correct)}
        />
      );
    case 'module': {
      const modules = place?.module ? [place.module] : [];
      return (
        <PreviewOutline
          {...output.body.frontmatter}
          html={output.body.html}
          modules={modules}
          addresses={addresses}
        />
      );
    }
    case 'course':
      return (
        <PreviewOutline
          {...output.body.frontmatter}
          html={output.body.html}
          modules={place?.course.modules ?? []}
          addresses={addresses}
        />
      );
  }
}
