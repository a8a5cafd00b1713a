import { RubricSheet } from '#app/features/learning/practicals/rubric-sheet.tsx';
import {
  type SheetPart,
  type SheetSection,
  toSheetSections,
} from '#app/features/learning/practicals/rules.ts';
import { Html } from '#app/ui/html.tsx';
import { formatMinutes } from '#app/words/numbers.ts';
import { listPieces, toPaperHtml } from './paper.server.ts';
import type { KitCourse, KitLesson, KitModule } from './schema.ts';

type RolePlaysProps = { course: KitCourse; module: KitModule };

/** All role-plays of a module: a page for each who takes part. */
export function RolePlays({ course, module }: RolePlaysProps) {
  const { practical, lessons } = module;
  if (practical === null) return null;
  const { title, summary, minutes, edition, contentNotes } = practical.frontmatter;
  const labels = new Map(
    lessons.map(({ number, body }) => [body.frontmatter.id, `${number} ${body.frontmatter.title}`]),
  );
  return (
    <>
      <h1>{title}</h1>
      <p className="lead">{summary}</p>
      <p className="muted">
        {formatMinutes(minutes)} together; edition {edition}
      </p>
      {contentNotes.length > 0 && <p className="box care">{contentNotes.join(' ')}</p>}
      {toSheetSections(practical.blocks).map((section, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sections of one text, never moved
        <Section key={index} section={section} course={course} labels={labels} />
      ))}
    </>
  );
}

type SectionProps = {
  section: SheetSection;
  course: KitCourse;
  labels: ReadonlyMap<string, string>;
};

function Section({ section, course, labels }: SectionProps) {
  return section.parts.map((part, index) => {
    const alone = section.roleplay && (index === 0 || isSheet(part));
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, never moved
      <section key={index} className={alone ? 'new-page' : undefined}>
        {alone && index > 0 && <p className="muted">{section.title}</p>}
        <SheetBlocks part={part} course={course} labels={labels} />
      </section>
    );
  });
}

const isSheet = ({ audience }: SheetPart) => audience === 'role-player' || audience === 'rater';

function SheetBlocks({
  part,
  course,
  labels,
}: { part: SheetPart } & Omit<SectionProps, 'section'>) {
  const paper = (html: string) => toPaperHtml(html, course.picture);
  return (
    <>
      {part.headingHtml && <Html html={paper(part.headingHtml)} />}
      {part.blocks.map((block, index) =>
        block.type === 'html' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text, never moved
          <Html key={index} html={paper(block.html)} />
        ) : (
          <RubricSheet
            key={block.rubric.id}
            rubric={block.rubric}
            lesson={labels.get(block.rubric.lesson) ?? null}
            level={4}
          />
        ),
      )}
    </>
  );
}

/** What the cadet of a lesson's role-play is told, and nothing of the others' sheets; null: the lesson has none. */
export function cadetSheetOf(
  { practical, body }: KitLesson,
  paper: (html: string) => string,
): { title: string; html: string; words: number } | null {
  if (practical === null) return null;
  const section = toSheetSections(practical.blocks).find(({ parts }) =>
    parts.some(({ blocks }) =>
      blocks.some(
        (block) => block.type === 'rubric' && block.rubric.lesson === body.frontmatter.id,
      ),
    ),
  );
  const part = section?.parts.find(({ audience }) => audience === 'cadet');
  if (!section?.title || part === undefined) return null;
  const html = part.blocks
    .map((block) => (block.type === 'html' ? paper(block.html) : ''))
    .join('');
  const words = listPieces(html, () => null).reduce((sum, piece) => sum + piece.words, 0);
  return { title: section.title.replace(/^role-play:\s*/i, ''), html, words };
}
