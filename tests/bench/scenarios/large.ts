import { writeRegradeQuery } from '#app/features/records/gradings/decision-schema.ts';
import { paths } from '#app/paths.ts';
import { runScript } from '#tests/support/program.ts';
import { largeScenario, reviseLesson } from '../academy/large-content.ts';
import { type BenchAcademy, benchPassword } from '../academy/schema.ts';
import { pick, type Scenario } from '../scenario.ts';
import type { Place } from '../setting.ts';

/** As many as a form takes at once: `peopleLimit`. */
const atOnce = 200;

/** By turns the corrected items count by their new key and are dropped: there is always something to change. */
function toRegrade(quiz: string, items: readonly string[], n: number): string {
  const policy = n % 2 === 0 ? 'new-key' : 'drop';
  const policies = Object.fromEntries(items.map((id) => [id, policy] as const));
  return paths.quizRegrade(quiz, writeRegradeQuery({ policies, neverLower: false }));
}

const toVoid = (madeFor: string) => ({
  madeFor,
  reason: 'The alarm went off.',
  currentPassword: benchPassword,
});

/** What is large about an academy with `enlargeContent`, beside every kind of page. What changes most comes last. */
export function listLarge(
  academy: BenchAcademy,
  place: Pick<Place, 'variables' | 'contentDir'> & { corrected: readonly string[] },
): Scenario[] {
  const { course, lessons, cohorts, cadet, instructor, admin, author, preview } = academy;
  const { emails, marks, quiz, voidable } = academy;
  const { corrected } = place;
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
    {
      name: 'preview of a regrade',
      make: (n) => ({ path: toRegrade(quiz, corrected, n), cookie: admin }),
    },
    {
      name: 'regrade of a class',
      expect: 302,
      make: (n) => ({
        path: toRegrade(quiz, corrected, n),
        cookie: admin,
        form: {
          madeFor: marks.admin,
          intent: 'apply-regrade',
          reason: 'The key was wrong.',
          currentPassword: benchPassword,
        },
      }),
      prepare: async (n, read) => {
        const page = await read({ path: toRegrade(quiz, corrected, n), cookie: admin });
        const [, preview] = /name="preview" value="([^"]+)"/.exec(page) ?? [];
        if (!preview) throw new Error('The bench has nothing to regrade.');
        return { preview };
      },
    },
    {
      name: 'voiding of an attempt',
      expect: 302,
      most: voidable.attempts.length,
      make: (n) => ({
        path: paths.attemptReview(pick(voidable.attempts, n)),
        cookie: instructor,
        form: { ...toVoid(marks.instructor), intent: 'void-attempt' },
      }),
    },
    {
      name: 'voiding of a completion',
      expect: 302,
      most: voidable.completions.length,
      make: (n) => {
        const { id, cadetId } = pick(voidable.completions, n);
        return {
          path: paths.cadet(cohorts.large, cadetId),
          cookie: instructor,
          form: { ...toVoid(marks.instructor), intent: 'void-completion', completion: id },
        };
      },
    },
    {
      // By `npm run content:publish`, from which on all servers have to show it.
      name: 'large lesson, just published',
      make: () => ({ path: paths.lesson(course, lesson), cookie: cadet }),
      prepare: async (n) => {
        reviseLesson(place.contentDir, `Words number ${n} that were not here before.`);
        await runScript('app/commands/content-publish.ts', [], place.variables);
        return undefined;
      },
    },
  ];
}
