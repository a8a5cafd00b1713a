import { paths } from '#app/paths.ts';
import { formatMinutes, plural } from '#app/words/numbers.ts';

type CourseSurveysProps = {
  courseId: string;
  surveys: readonly { id: string; title: string; minutes: number }[];
};

/** The surveys of a course, after its modules; nothing where there are none. */
export function CourseSurveys({ courseId, surveys }: CourseSurveysProps) {
  if (surveys.length === 0) return null;
  return (
    <section className="module" aria-labelledby="surveys">
      <h2 id="surveys">{plural(surveys.length, 'Survey')}</h2>
      <p className="lead measure">Anonymous, never graded, and needed for nothing.</p>
      <ol className="lesson-list">
        {surveys.map(({ id, title, minutes }) => (
          <li key={id}>
            <a href={paths.survey(courseId, id)}>
              <span className="lesson-number">Form</span>
              <span>{title}</span>
            </a>
            <span className="lesson-minutes">{formatMinutes(minutes)}</span>
            <span className="lesson-state">
              <small>On paper</small>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
