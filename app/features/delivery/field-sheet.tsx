import { RubricSheet } from '#app/features/learning/practicals/rubric-sheet.tsx';
import { entryOf, type LessonProps, rubricOf } from './guide.tsx';
import { LessonHead } from './lesson-head.tsx';

/** What a field trainer sees done in the street: tasks, objectives, the rubric of the role-play. */
export function FieldSheet({ course, module, lesson }: Omit<LessonProps, 'sections'>) {
  const { objectives } = lesson.body.frontmatter;
  const tasks = entryOf(course, lesson)?.field ?? [];
  const rubric = rubricOf(lesson);
  return (
    <>
      <LessonHead lesson={lesson} module={module} />
      <div className="sign-lines">
        <p className="sign-line">Officer in training</p>
        <p className="sign-line">Field trainer</p>
      </div>
      {tasks.length > 0 && (
        <Seen head="Tasks" what="Task" rows={tasks.map((text) => ({ id: text, text }))} />
      )}
      <Seen head="Seen in the field" what="Objective" rows={objectives} />
      {rubric && (
        <section className="new-page">
          <h2>The same measure as in the academy</h2>
          <p>
            Use it on one contact of your choice. What a camera would have recorded counts, and not
            what you know of the officer.
          </p>
          <RubricSheet rubric={rubric} lesson={null} level={3} />
        </section>
      )}
      <section>
        <h2>What to work on next</h2>
        <div className="write" />
        <div className="write" />
        <div className="write" />
      </section>
    </>
  );
}

type SeenProps = { head: string; what: string; rows: readonly { id: string; text: string }[] };

function Seen({ head, what, rows }: SeenProps) {
  return (
    <section>
      <h2>{head}</h2>
      <table className="filled">
        <thead>
          <tr>
            <th scope="col" className="said">
              {what}
            </th>
            <th scope="col">Date</th>
            <th scope="col">What was said or done</th>
            <th scope="col">Initials</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, text }) => (
            <tr key={id}>
              <th scope="row">{text}</th>
              <td />
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
