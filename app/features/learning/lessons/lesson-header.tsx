import { Breadcrumbs, type Crumb } from '#app/ui/breadcrumbs.tsx';
import { DefinitionList, type Fact } from '#app/ui/definition-list.tsx';
import { Notice } from '#app/ui/notice.tsx';

type LessonHeaderProps = {
  breadcrumbs: readonly Crumb[];
  title: string;
  summary: string;
  /** The control block: number, minutes, review date, edition. Four or five facts. */
  facts: readonly Fact[];
  /** What a cadet can do after the lesson, each a sentence that follows 'you can'. */
  objectives: readonly string[];
  /** What in the lesson may be hard to read for some. */
  contentNotes?: readonly string[];
};

/** The head of a lesson, set like the head of a manual's page. */
export function LessonHeader(props: LessonHeaderProps) {
  const { breadcrumbs, title, summary, facts, objectives, contentNotes = [] } = props;
  return (
    <header className="lesson-header">
      <Breadcrumbs crumbs={breadcrumbs} />
      <h1>{title}</h1>
      <p className="lead">{summary}</p>
      <DefinitionList look="title-block" items={facts} />
      <div className="objectives">
        <h2>After this lesson you can</h2>
        <ul>
          {objectives.map((objective) => (
            <li key={objective}>{objective}</li>
          ))}
        </ul>
      </div>
      {contentNotes.length > 0 && (
        <Notice kind="attention" title="Before you read">
          {contentNotes.join(' ')}
        </Notice>
      )}
    </header>
  );
}
