import { formatMinutes } from '#app/words/numbers.ts';
import { CrosswalkTable, entryOf } from './guide.tsx';
import { gradeWords } from './lesson-head.tsx';
import { readingGrades } from './lesson-parts.server.ts';
import {
  addCredit,
  courseSheets,
  lessonSheets,
  rolePlaysPath,
  sheetPath,
  toHours,
} from './rules.ts';
import type { KitCourse } from './schema.ts';
import { creditWords } from './words.ts';

/** The sheets of a kit that are about the whole course. */

type CourseProps = { course: KitCourse };

/** Hours by lesson with what they count as, and at which grade each lesson reads. */
export function Hours({ course }: CourseProps) {
  const rows = course.modules.flatMap(({ lessons }) =>
    lessons.map((lesson) => ({ lesson, credit: entryOf(course, lesson)?.credit })),
  );
  const parts = rows.flatMap(({ lesson, credit }) => {
    const { minutes, practiceMinutes } = lesson.body.frontmatter;
    return [
      { way: 'Online', credit: credit?.online ?? 'none', minutes },
      { way: 'In a room', credit: credit?.practice ?? 'none', minutes: practiceMinutes },
    ] as const;
  });
  const sum = (way: string) =>
    parts.filter((part) => part.way === way).reduce((all, { minutes }) => all + minutes, 0);
  return (
    <>
      <h1>Hours, credit and reading level</h1>
      <p className="lead">{course.body.frontmatter.title}</p>
      <p className="box care">
        A credit class says what these hours are meant to count as. It becomes credit once your
        academy’s standards officer has them certified. Hours of a basic course may not be taught
        online everywhere: California does not allow it (11 CCR 1059).
      </p>
      <table>
        <caption>By class</caption>
        <thead>
          <tr>
            <th scope="col">How</th>
            <th scope="col">Counts as</th>
            <th scope="col" className="number">
              Minutes
            </th>
            <th scope="col" className="number">
              Hours, in whole quarters
            </th>
          </tr>
        </thead>
        <tbody>
          {['Online', 'In a room'].flatMap((way) =>
            addCredit(parts.filter((part) => part.way === way)).map(({ credit, minutes }) => (
              <tr key={`${way} ${credit}`}>
                <th scope="row">{way}</th>
                <td>{creditWords[credit]}</td>
                <td className="number">{minutes}</td>
                <td className="number">{toHours(minutes)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      <table>
        <caption>By lesson</caption>
        <thead>
          <tr>
            <th scope="col">Lesson</th>
            <th scope="col" className="number">
              Online
            </th>
            <th scope="col">Counts as</th>
            <th scope="col" className="number">
              In a room
            </th>
            <th scope="col">Counts as</th>
            <th scope="col" className="number">
              Reads at grade
            </th>
            <th scope="col" className="number">
              with dialogue
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ lesson, credit }) => {
            const { id, title, minutes, practiceMinutes } = lesson.body.frontmatter;
            const { own, all } = readingGrades(lesson.body);
            return (
              <tr key={id}>
                <th scope="row">
                  {lesson.number} {title}
                </th>
                <td className="number">{minutes} min</td>
                <td>{credit ? creditWords[credit.online] : 'not stated'}</td>
                <td className="number">{practiceMinutes} min</td>
                <td>{credit ? creditWords[credit.practice] : 'not stated'}</td>
                <td className="number">{gradeWords(own)}</td>
                <td className="number">{gradeWords(all)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Together</th>
            <td className="number">{formatMinutes(sum('Online'))}</td>
            <td />
            <td className="number">{formatMinutes(sum('In a room'))}</td>
            <td />
            <td />
            <td />
          </tr>
        </tfoot>
      </table>
      <p className="muted">
        Reading level: Flesch-Kincaid grade of the running text, without names, headings and tables;
        first the lesson’s own voice, then with what people in it say. The aim is 6 to 9, and no
        lesson may lie above 10.
      </p>
    </>
  );
}

/** Objective by objective, what is claimed of each standard, with what was read of it. */
export function Crosswalk({ course }: CourseProps) {
  const { standards } = course.body;
  return (
    <>
      <h1>Crosswalk to standards</h1>
      <p className="lead">{course.body.frontmatter.title}</p>
      <p>
        Each objective stands beside what is claimed of it. <b>none</b> means that no claim is made.{' '}
        <b>▲ to confirm</b> means that the subject fits, and that the academy’s standards officer
        has yet to compare the objective with the text of the standard. A claim is no approval by
        whoever publishes the standard.
      </p>
      {Object.keys(standards).length === 0 && (
        <p className="box care">No standards are listed yet: write standards.yml and kit.yml.</p>
      )}
      {Object.entries(standards).map(([id, { title, publisher, url, accessed, note, codes }]) => (
        <section key={id} className="box">
          <h2>{title}</h2>
          <p>
            {publisher}. {url} (seen {accessed}). {note}
          </p>
          <p>
            <small>
              {Object.keys(codes).length === 0
                ? 'No code is listed.'
                : Object.entries(codes)
                    .map(([code, words]) => `${code}: ${words}`)
                    .join('; ')}
            </small>
          </p>
        </section>
      ))}
      {course.modules.map(({ number, body, lessons }) => (
        <section key={number}>
          <h2>
            Module {number}: {body.frontmatter.title}
          </h2>
          {lessons.map((lesson) => (
            <div key={lesson.number} className="lesson-claims">
              <h3>
                {lesson.number} {lesson.body.frontmatter.title}
              </h3>
              <CrosswalkTable
                lesson={lesson}
                crosswalk={entryOf(course, lesson)?.crosswalk ?? {}}
                standards={standards}
              />
            </div>
          ))}
        </section>
      ))}
    </>
  );
}

/** The first page of the folder: every file, by lesson. */
export function KitIndex({ course }: CourseProps) {
  return (
    <>
      <h1>Delivery kit: {course.body.frontmatter.title}</h1>
      <p className="lead">{course.body.frontmatter.summary}</p>
      <p className="box care">
        What lies in <b>for-instructors</b> and <b>for-field-trainers</b> holds answers and rubrics:
        keep it from cadets. What lies in <b>for-cadets</b> holds none. The graded quizzes are in no
        kit. Print any file from your browser, on A4 or Letter.
      </p>
      <nav aria-label="Of the course">
        <ul>
          {courseSheets.map(({ path, label }) => (
            <li key={path}>
              <a href={path}>{label}</a>
            </li>
          ))}
        </ul>
      </nav>
      {course.modules.map(({ number, body, lessons, practical }) => (
        <section key={number}>
          <h2>
            Module {number}: {body.frontmatter.title}
          </h2>
          <table>
            <tbody>
              {lessons.map(({ number: place, body: { frontmatter } }) => (
                <tr key={place}>
                  <th scope="row">
                    {place} {frontmatter.title}
                  </th>
                  {lessonSheets.map(({ sheet, label }) => (
                    <td key={sheet}>
                      <a href={sheetPath(sheet, place, frontmatter.id)}>{label}</a>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {practical && (
            <p>
              <a href={rolePlaysPath(number)}>Role-plays and rubrics of module {number}</a>
            </p>
          )}
        </section>
      ))}
    </>
  );
}
