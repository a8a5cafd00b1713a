import { paths } from '#app/paths.ts';
import { largeScenario } from '../academy/large-content.ts';
import { type BenchAcademy, benchPassword } from '../academy/schema.ts';
import type { Scenario } from '../scenario.ts';

/** As many as a form takes at once: `peopleLimit`. */
const atOnce = 200;

/** What is large about an academy with `enlargeContent`, beside every kind of page. What changes most comes last. */
export function listLarge(academy: BenchAcademy): Scenario[] {
  const { course, lessons, cohorts, cadet, instructor, admin, author, preview } = academy;
  const { emails, marks } = academy;
  const [lesson = ''] = lessons;
  const get = (name: string, path: string, cookie: string): Scenario => ({
    name,
    make: () => ({ path, cookie }),
  });
  const cohort = paths.adminCohort(cohorts.large);
  return [
    get('large lesson', paths.lesson(course, lesson), cadet),
    get('large lesson with keys', paths.taughtLesson(course, lesson, { keys: '1' }), instructor),
    get('large conversation', paths.cohortScenario(cohorts.large, largeScenario), instructor),
    get('scenes of a preview', paths.preview(preview, { view: 'scenario' }), author),
    get('large cohort, admin', cohort, admin),
    get('last of a large cohort', paths.adminCohort(cohorts.large, { page: 10 }), admin),
    get('people found', paths.adminUsers({ q: 'a' }), admin),
    {
      name: 'enrolling of 200',
      expect: 302,
      make: (n) => ({
        // A class that they are not in yet.
        path: paths.adminCohort(`class${n}`),
        cookie: admin,
        form: {
          madeFor: marks.admin,
          intent: 'enroll-cadets',
          people: emails.slice(-atOnce).join('\n'),
        },
      }),
    },
    {
      name: 'inviting of 200',
      expect: 302,
      make: (n) => ({
        path: paths.adminUsers(),
        cookie: admin,
        form: {
          madeFor: marks.admin,
          intent: 'invite-people',
          roles: 'cadet',
          currentPassword: benchPassword,
          people: Array.from({ length: atOnce }, (_, index) => `new${n}-${index}@bench.test`).join(
            '\n',
          ),
        },
      }),
    },
    get('log of an enrolling', paths.adminAudit({ action: 'enroll-cadet' }), admin),
  ];
}
