import { Html } from '#app/ui/html.tsx';
import { mostPoints, passWords, type RubricPoints } from './rubric-rules.ts';

type RubricSheetProps = {
  /** `levels`: names of the levels worth 0, 1 and 2 points. */
  rubric: {
    id: string;
    title: string;
    pass: number;
    levels: readonly string[];
    criteria: readonly (RubricPoints['criteria'][number] & {
      id: string;
      html: string;
      levels: readonly string[];
    })[];
  };
  /** The lesson it practises, such as '1.2 Four habits of fair process'. */
  lesson: string | null;
  /** The level of its heading: one below what it stands under. */
  level: 3 | 4;
};

/** A rubric as a table; on paper with boxes to tick and lines for who, when and how many points. */
export function RubricSheet({ rubric, lesson, level }: RubricSheetProps) {
  const { id, title, criteria, levels } = rubric;
  const Heading: 'h3' | 'h4' = level === 3 ? 'h3' : 'h4';
  const critical = criteria.some((criterion) => criterion.critical);
  const columns = levels.map((name, points) => `${points} ${name}`);
  return (
    <section className="rubric" id={id} aria-labelledby={`${id}-title`}>
      <Heading id={`${id}-title`}>Rubric: {title}</Heading>
      {lesson && <p className="rubric-lesson">Practises lesson {lesson}</p>}
      <div className="rubric-frame">
        <table className="rubric-table">
          <caption className="vh">Rubric: {title}</caption>
          <thead>
            <tr>
              <th scope="col">Criterion</th>
              {columns.map((column) => (
                <th scope="col" key={column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {criteria.map((criterion) => (
              <tr key={criterion.id}>
                <th scope="row">
                  {criterion.critical && '★ '}
                  <Html as="span" html={criterion.html} />
                  {criterion.critical && <small>Safety-critical: a 0 here means repeat</small>}
                </th>
                {criterion.levels.map((text, points) => (
                  <td key={columns[points]} data-label={columns[points]}>
                    <span className="tick" aria-hidden="true" />
                    <span>{text}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="rubric-pass">
        <strong>{passWords(rubric)}</strong>{' '}
        {critical &&
          'A criterion marked ★ is one that safety hangs on: a 0 there means that the role-play is done again, whatever the sum.'}
      </p>
      <SignLines most={mostPoints(rubric)} />
    </section>
  );
}

/** What a rater fills in on paper. */
function SignLines({ most }: { most: number }) {
  return (
    <div className="sign-lines paper-only" aria-hidden="true">
      <p className="sign-line">Cadet</p>
      <p className="sign-line">Date</p>
      <p className="sign-line">Rater</p>
      <p className="sign-line">Points of {most}</p>
      <p>
        <span className="tick" /> Passed
      </p>
      <p>
        <span className="tick" /> Repeat
      </p>
    </div>
  );
}
