import { paths } from '#app/paths.ts';
import { type Column, Table } from '#app/ui/table.tsx';
import { shortHash } from './author-rules.ts';
import type {
  PublishedCourse,
  PublishedModule,
  PublishedQuiz,
  PublishedSurvey,
} from './published-schema.ts';

type AuthorCourseProps = {
  course: PublishedCourse;
  /** When a thing's revision was published, for readers, by content id. */
  publishedOn: (contentId: string) => string;
  /** The author is also a cadet with this course: links show it as cadets see it. */
  viewable: boolean;
};

type Row = {
  id: string;
  number: string;
  title: string;
  href: string | null;
  minutes: number | null;
  revisionId: string;
};

/** A course as it is published: its modules, in each the lessons, practical and quiz with their revisions, and its surveys. */
export function AuthorCourse({ course, publishedOn, viewable }: AuthorCourseProps) {
  return (
    <section className="stack" aria-labelledby={`course-${course.id}`}>
      <h2 id={`course-${course.id}`}>
        {viewable ? <a href={paths.course(course.id)}>{course.title}</a> : course.title}
      </h2>
      <p className="muted">
        Revision <code>{shortHash(course.revisionId)}</code>, published {publishedOn(course.id)}.{' '}
        {course.minutes} minutes in all.
      </p>
      {course.modules.length === 0 && <p>This course has no module yet.</p>}
      {course.modules.map((module) => (
        <Table
          key={module.id}
          caption={`${module.number}. ${module.title}`}
          columns={toColumns(publishedOn)}
          rows={toRows(course.id, module, viewable)}
          rowKey={(row) => row.id}
          stack
        />
      ))}
      {course.surveys.length > 0 && (
        <Table
          caption="Surveys"
          columns={toColumns(publishedOn)}
          rows={course.surveys.map(toSurveyRow)}
          rowKey={(row) => row.id}
          stack
        />
      )}
    </section>
  );
}

function toColumns(publishedOn: (contentId: string) => string): Column<Row>[] {
  return [
    { label: 'No.', cell: (row) => row.number },
    {
      label: 'Title',
      cell: (row) => (row.href ? <a href={row.href}>{row.title}</a> : row.title),
      rowHeader: true,
    },
    { label: 'Id', cell: (row) => <code>{row.id}</code> },
    { label: 'Minutes', cell: (row) => row.minutes ?? '–', numeric: true },
    { label: 'Revision', cell: (row) => <code>{shortHash(row.revisionId)}</code> },
    { label: 'Published', cell: (row) => publishedOn(row.id) },
  ];
}

function toRows(courseId: string, module: PublishedModule, viewable: boolean): Row[] {
  const page: Row = {
    id: module.id,
    number: String(module.number),
    title: 'Module page',
    href: viewable ? paths.course(courseId) : null,
    minutes: null,
    revisionId: module.revisionId,
  };
  const lessons = module.lessons.map(({ id, number, title, minutes, revisionId }): Row => {
    const href = viewable ? paths.lesson(courseId, id) : null;
    return { id, number, title, href, minutes, revisionId };
  });
  const rows = [page, ...lessons];
  if (module.practical) {
    const { id, title, minutes, revisionId } = module.practical;
    rows.push({ id, number: 'Practical', title, href: null, minutes, revisionId });
  }
  if (module.quiz) {
    const { id, title, revisionId } = module.quiz;
    const href = viewable ? paths.quiz(courseId, module.id) : null;
    const named = `${title} (${countItems(module.quiz)})`;
    rows.push({ id, number: 'Quiz', title: named, href, minutes: null, revisionId });
  }
  return rows;
}

function countItems({ itemCount, poolSize }: PublishedQuiz): string {
  if (itemCount < poolSize) return `${itemCount} of ${poolSize} items`;
  return poolSize === 1 ? '1 item' : `${poolSize} items`;
}

function toSurveyRow({ id, title, minutes, revisionId }: PublishedSurvey): Row {
  return { id, number: 'Survey', title, href: null, minutes, revisionId };
}
