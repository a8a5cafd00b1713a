import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Table } from '#app/ui/table.tsx';
import type { KitCourseLink, KitView } from './queries.server.ts';
import { zipName } from './rules.ts';

/** The courses whose kits somebody may open. */
export function KitList({ courses }: { courses: readonly KitCourseLink[] }) {
  if (courses.length === 0)
    return (
      <EmptyState title="No kit for you yet">
        The kit of a course appears here once a cohort of yours has the course. It holds answers, so
        that of a course you take yourself does not.
      </EmptyState>
    );
  return (
    <div className="stack stack-loose">
      {courses.map(({ id, title, summary }) => (
        <section key={id} className="stack">
          <h2>
            <a href={paths.kit(id)}>{title}</a>
          </h2>
          <p className="measure">{summary}</p>
          <p className="cluster">
            <ButtonLink href={paths.kit(id)}>Open the kit</ButtonLink>
            <ButtonLink href={paths.kitFile(id, zipName)} kind="quiet">
              Download all of it
            </ButtonLink>
          </p>
        </section>
      ))}
    </div>
  );
}

/** A course's kit: all files, by module and lesson. */
export function KitFiles({ kit }: { kit: KitView }) {
  return (
    <div className="stack stack-loose">
      <Notice title="Keep it from cadets" kind="attention">
        Guides, role-play sheets and field-training sheets hold answers and rubrics. Slides and
        handouts hold none. Questions of the graded quizzes are in no file. Each file opens in your
        browser, prints on A4 and Letter, and works without a network once it is saved.
      </Notice>
      <section className="stack">
        <h2>For the whole course</h2>
        <ul>
          {kit.sheets.map(({ href, label }) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      </section>
      {kit.modules.map(({ number, title, rolePlays, lessons }) => (
        <section key={number} className="stack">
          <h2>
            Module {number}: {title}
          </h2>
          <Table
            caption={`Sheets of module ${number}`}
            captionHidden
            stack
            rows={lessons}
            rowKey={({ id }) => id}
            columns={[
              {
                label: 'Lesson',
                rowHeader: true,
                cell: (lesson) => `${lesson.number} ${lesson.title}`,
              },
              ...['Guide', 'Slides', 'Handout', 'Field training'].map((label, index) => ({
                label,
                cell: ({ number: place, sheets }: (typeof lessons)[number]) => {
                  const sheet = sheets[index];
                  return (
                    sheet && (
                      <a href={sheet.href} aria-label={`Open: ${sheet.label}, lesson ${place}`}>
                        Open
                      </a>
                    )
                  );
                },
              })),
            ]}
          />
          {rolePlays && (
            <p>
              <a href={rolePlays}>Role-plays and rubrics of module {number}</a>
            </p>
          )}
        </section>
      ))}
    </div>
  );
}
