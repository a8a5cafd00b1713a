import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from '#app/ui/breadcrumbs.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { LessonOutline } from '#app/ui/outline.tsx';
import { LessonLayout } from '#app/ui/reading-layout.tsx';
import { formatMinutes } from '#app/words/numbers.ts';
import type { PracticalView } from './queries.server.ts';
import { RubricSheet } from './rubric-sheet.tsx';
import type { Audience, SheetPart, SheetSection } from './rules.ts';

type PracticalPageProps = {
  view: PracticalView;
  breadcrumbs: readonly Crumb[];
  /** Where the module's name in the outline leads. */
  moduleHref: string;
  /** Folds the role-player's part, so that who plays the cadet need not know it. */
  foldRolePlayer: boolean;
  /** What follows the text: a pager. */
  end: ReactNode;
};

/** Those who get a sheet of their own; the cadet's is headed by the role-play itself. */
const sheetWords: Partial<Record<Audience, string>> = {
  'role-player': 'for the role-player',
  rater: 'for the rater',
};

/** The role-plays of a module, to read on a screen and to print: a sheet for everybody who takes part. */
export function PracticalPage(props: PracticalPageProps) {
  const { view, breadcrumbs, moduleHref, foldRolePlayer, end } = props;
  const { module, outline } = view;
  return (
    <LessonLayout
      place={view.title}
      header={<PracticalHead view={view} breadcrumbs={breadcrumbs} />}
      outline={
        <LessonOutline
          label="In this practical"
          module={{ label: `Module ${module.number}: ${module.title}`, href: moduleHref }}
          entries={outline}
        />
      }
      end={end}
    >
      {view.sections.map((section, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sections of one text, never moved
        <Section key={index} section={section} view={view} foldRolePlayer={foldRolePlayer} />
      ))}
    </LessonLayout>
  );
}

const unratedWords: Record<NonNullable<PracticalView['unrated']>, string> = {
  'after-due': 'What the rater looks for is shown here once the course is due.',
  never: 'What the rater looks for stays with the rater, who tells you afterwards.',
};

type HeadProps = Pick<PracticalPageProps, 'view' | 'breadcrumbs'>;

function PracticalHead({ view, breadcrumbs }: HeadProps) {
  const { title, summary, module, minutes, edition, contentNotes, sections, unrated } = view;
  const plays = sections.filter(({ roleplay }) => roleplay).length;
  return (
    <header className="lesson-header">
      <Breadcrumbs crumbs={breadcrumbs} />
      <h1>{title}</h1>
      <p className="lead">{summary}</p>
      {contentNotes.length > 0 && (
        <Notice kind="attention" title="Before you read">
          {contentNotes.join(' ')}
        </Notice>
      )}
      <DefinitionList
        look="title-block"
        items={[
          { term: 'Module', detail: String(module.number) },
          { term: 'Role-plays', detail: String(plays) },
          { term: 'Together', detail: formatMinutes(minutes) },
          { term: 'Edition', detail: String(edition) },
        ]}
      />
      <Notice title="Done in a room, rated on paper" className="screen-only">
        {unrated === null
          ? 'Read it here or print it: cadet, role-player and rater each get a sheet of their own. Rapport does not take the points of practicals yet, so the rater ticks them on the printed rubric.'
          : `Read it here or print it: cadet and role-player each get a sheet of their own. ${unratedWords[unrated]}`}
      </Notice>
    </header>
  );
}

type SectionProps = Pick<PracticalPageProps, 'view' | 'foldRolePlayer'> & { section: SheetSection };

function Section({ section, view, foldRolePlayer }: SectionProps) {
  return (
    <section className={section.roleplay ? 'sheet sheet-roleplay' : 'sheet'}>
      {section.parts.map((part, index) => (
        <Part
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, never moved
          key={index}
          part={part}
          section={section}
          view={view}
          foldRolePlayer={foldRolePlayer}
        />
      ))}
    </section>
  );
}

function Part({ part, section, view, foldRolePlayer }: SectionProps & { part: SheetPart }) {
  const { headingHtml, audience, blocks } = part;
  const sheet = audience && sheetWords[audience];
  const isFolded = foldRolePlayer && audience === 'role-player';
  const content = blocks.map((block, index) =>
    block.type === 'html' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text, never moved
      <Html key={index} className="prose" html={block.html} />
    ) : (
      <RubricSheet
        key={block.rubric.id}
        rubric={block.rubric}
        lesson={toLessonLabel(view.lessons[block.rubric.lesson])}
        level={audience === null ? 3 : 4}
      />
    ),
  );
  return (
    <div className={audience ? `sheet-part sheet-${audience}` : 'sheet-part'}>
      {sheet && section.title && (
        <p className="sheet-running paper-only" aria-hidden="true">
          {section.title}, {sheet}
        </p>
      )}
      {headingHtml && <Html className="prose" html={headingHtml} />}
      {isFolded ? (
        <details className="sheet-fold">
          <summary>Open this only if you are the role-player</summary>
          {content}
        </details>
      ) : (
        content
      )}
    </div>
  );
}

const toLessonLabel = (lesson: PracticalView['lessons'][string] | undefined) =>
  lesson ? `${lesson.number} ${lesson.title}` : null;
