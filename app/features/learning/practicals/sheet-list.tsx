import { paths } from '#app/paths.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Table } from '#app/ui/table.tsx';
import { formatMinutes } from '#app/words/numbers.ts';
import type { getTaughtSheets } from './queries.server.ts';

type SheetListProps = Awaited<ReturnType<typeof getTaughtSheets>>;

/** What of a course is done on paper: the practical of each module and the surveys. */
export function SheetList({ course, practicals, surveys }: SheetListProps) {
  if (practicals.length + surveys.length === 0) {
    return (
      <EmptyState title="Nothing to print here">
        A module’s practical and the course’s surveys appear here once they are published.
      </EmptyState>
    );
  }
  return (
    <div className="stack stack-loose">
      <p className="measure">
        Each opens as a page to read and to print. Points and answers stay on paper: Rapport does
        not take them yet.
      </p>
      {practicals.length > 0 && (
        <Table
          caption="Role-plays by module"
          rows={practicals}
          rowKey={({ module }) => module.id}
          columns={[
            {
              label: 'Practical',
              rowHeader: true,
              cell: ({ module, title }) => (
                <a href={paths.taughtPractical(course.id, module.id)}>{title}</a>
              ),
            },
            { label: 'Module', cell: ({ module }) => `${module.number}. ${module.title}` },
            { label: 'Time', numeric: true, cell: ({ minutes }) => formatMinutes(minutes) },
          ]}
        />
      )}
      {surveys.length > 0 && (
        <Table
          caption="Surveys"
          rows={surveys}
          rowKey={({ id }) => id}
          columns={[
            {
              label: 'Survey',
              rowHeader: true,
              cell: ({ id, title }) => <a href={paths.taughtSurvey(course.id, id)}>{title}</a>,
            },
            { label: 'Time', numeric: true, cell: ({ minutes }) => formatMinutes(minutes) },
          ]}
        />
      )}
    </div>
  );
}
