import { paths } from '#app/paths.ts';
import type { BenchAcademy } from '../academy/schema.ts';
import type { Scenario } from '../scenario.ts';

/** The page whose cost must not grow with other cohorts. */
export function gridScenario({ cohorts, instructor }: BenchAcademy): Scenario {
  const path = paths.cohort(cohorts.small);
  return { name: 'grid of 40', make: () => ({ path, cookie: instructor }), aim: { ratio: 3.5 } };
}

/** The page whose cost must not grow with the attempts of its quiz. */
export function statisticsScenario({ quiz, instructor }: BenchAcademy): Scenario {
  const path = paths.quizStatistics(quiz);
  return { name: 'item statistics', make: () => ({ path, cookie: instructor }), aim: { ratio: 3 } };
}

/** What instructors open. */
export function listTeach(academy: BenchAcademy): Scenario[] {
  const { course, module, quiz, scenario, survey, cohorts, cadetId, finished } = academy;
  const { small, large } = cohorts;
  const get = (name: string, path: string, aim?: Scenario['aim']): Scenario => ({
    name,
    make: () => ({ path, cookie: academy.instructor }),
    aim,
  });
  return [
    {
      name: '/teach, 200 cohorts',
      make: () => ({ path: paths.teach(), cookie: academy.chief }),
      aim: { ratio: 4 },
    },
    gridScenario(academy),
    get('grid of 500', paths.cohort(large), { ratio: 7, of: 'grid of 40' }),
    get('cadets ticked, none yet', paths.chosen(small)),
    get('CSV of 500', paths.cohortExport(large), { ratio: 8 }),
    get('cadet', paths.cadet(small, cadetId)),
    get('conversations', paths.cohortScenarios(small)),
    get('ways of a conversation', paths.cohortScenario(small, scenario)),
    get('courses and quizzes', paths.taughtCourses()),
    get('course as a teacher', paths.taughtCourse(course)),
    get('lesson with keys', paths.taughtLesson(course, academy.lessons[0] ?? '', { keys: '1' })),
    get('questions of a quiz', paths.quizQuestions(quiz)),
    get('kits', paths.kits()),
    get('kit', paths.kit(course)),
    get('sheet of a kit', paths.kitFile(course, 'index.html')),
    get('practicals and surveys', paths.taughtSheets(course)),
    get('rater sheet', paths.taughtPractical(course, module)),
    get('survey with its key', paths.taughtSurvey(course, survey)),
    statisticsScenario(academy),
    get('regrade', paths.quizRegrade(quiz)),
    get('attempt of a cadet', paths.attemptReview(finished)),
    get('answers to read', paths.waitingAnswers()),
  ];
}
