import { withHeldBack } from '#app/features/curriculum/courses/hold-rules.ts';
import type { PublishedCourse } from '#app/features/curriculum/courses/published-schema.ts';
import { TaughtQuizLinks } from '#app/features/curriculum/courses/taught-quiz-links.tsx';
import { missingWords } from '#app/features/curriculum/courses/words.ts';
import { paths } from '#app/paths.ts';
import { StateMark } from '#app/ui/state-mark.tsx';
import { countOf, formatMinutes } from '#app/words/numbers.ts';

/** The contents of a course for those who teach it: every part leads to how cadets see it, a quiz also to how it goes. */
export function TaughtCourse({ course }: { course: PublishedCourse }) {
  return (
    <div className="stack stack-loose">
      {course.modules.map(({ id, number, title, summary, practical, quiz, ...module }) => (
        <section key={id} className="module" id={`module-${id}`} aria-labelledby={`title-${id}`}>
          <h2 id={`title-${id}`}>
            Module {number}: {title}
          </h2>
          <p className="lead measure">{summary}</p>
          <ol className="lesson-list">
            {withHeldBack(module).map((lesson) => (
              <li key={lesson.id}>
                <a href={paths.taughtLesson(course.id, lesson.id)}>
                  <span className="lesson-number">{lesson.number}</span>
                  <span>{lesson.title}</span>
                </a>
                <span className="lesson-minutes">{formatMinutes(lesson.minutes)}</span>
                {'openRules' in lesson && (
                  <span className="lesson-state">
                    <StateMark state="open">Held back from cadets</StateMark>
                    <small>{missingWords(lesson.openRules)}</small>
                  </span>
                )}
              </li>
            ))}
            {practical && (
              <li>
                <a href={paths.taughtPractical(course.id, id)}>
                  <span className="lesson-number">Play</span>
                  <span>{practical.title}</span>
                </a>
                <span className="lesson-minutes">{formatMinutes(practical.minutes)} together</span>
              </li>
            )}
            {quiz && (
              <li>
                <a href={paths.quizQuestions(quiz.id)}>
                  <span className="lesson-number">Quiz</span>
                  <span>{quiz.title}</span>
                </a>
                <span className="lesson-minutes">{countOf(quiz.itemCount, 'question')}</span>
                <span className="lesson-state">
                  <TaughtQuizLinks quizId={quiz.id} />
                </span>
              </li>
            )}
          </ol>
        </section>
      ))}
      {course.surveys.length > 0 && (
        <section className="module" aria-labelledby="surveys">
          <h2 id="surveys">Surveys</h2>
          <ol className="lesson-list">
            {course.surveys.map(({ id, title, minutes }) => (
              <li key={id}>
                <a href={paths.taughtSurvey(course.id, id)}>
                  <span className="lesson-number">Form</span>
                  <span>{title}</span>
                </a>
                <span className="lesson-minutes">{formatMinutes(minutes)}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
