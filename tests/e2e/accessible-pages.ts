import { createHash } from 'node:crypto';
import { paths } from '#app/paths.ts';
import type { AcademyServer } from '#tests/support/academy-server.ts';
import { firstModule } from '#tests/support/answer-key.ts';

/**
 * The pages that axe opens, by who opens them; every page of the site is here, or in `openedElsewhere`. The academy is the
 * demo's. tests/structural/accessibility.test.ts fails when a route is in neither.
 */

const { course, module, lessons } = firstModule;
const cohort = 'demo-2026-a';
const survey = 'fair-process-and-empathy';
const scenario = 'noise-at-number-12';
const quiz = `${module}-quiz`;

/** The token of an invitation that the browser test adds to the academy. */
const invitationToken = 'an-invitation-for-axe';

/** An address of no route: the page that says so. */
export const nowhere = '/nothing/here';

/** A page and the status that it must answer with, so that no error page is looked at in its place. */
type Opened = { address: string; status: number };

const ok = (...addresses: string[]): Opened[] =>
  addresses.map((address) => ({ address, status: 200 }));

/** By the e-mail address that signs in. */
export const pages: Record<string, Opened[]> = {
  nobody: [
    ...ok(
      paths.home(),
      paths.login(),
      paths.loginCode(),
      paths.forgottenPassword(),
      paths.activate(),
      paths.invitation(invitationToken),
    ),
    { address: nowhere, status: 404 },
  ],
  'cadet@demo.test': [
    ...ok(
      paths.learn(),
      paths.course(course),
      paths.lesson(course, lessons[0]),
      paths.lesson(course, lessons[1]),
      paths.lesson(course, lessons[2]),
      paths.quiz(course, module),
      paths.record(),
      paths.search(),
      paths.search('voice'),
      paths.account(),
      paths.secondFactor(),
      paths.practical(course, module),
      paths.survey(course, survey),
    ),
    { address: paths.teach(), status: 403 },
    // accessibility.spec.ts adds the edition of before.
    { address: paths.lessonChanges(course, lessons[0]), status: 200 },
  ],
  'instructor@demo.test': ok(
    paths.teach(),
    paths.teach({ archived: '1' }),
    paths.cohort(cohort),
    paths.cohort(cohort, { q: 'nobody' }),
    paths.chosen(cohort),
    paths.teach({ show: 'behind' }),
    paths.cadet(cohort, 'demo-cadet-4'),
    paths.taughtCourses(),
    paths.taughtCourse(course),
    paths.taughtLesson(course, lessons[1]),
    paths.taughtLesson(course, lessons[1], { keys: '1' }),
    paths.taughtChanges(course, lessons[0]),
    paths.taughtChanges(course, lessons[1]),
    paths.quizQuestions(quiz),
    paths.quizQuestions(quiz, { keys: '1' }),
    paths.cohortScenarios(cohort),
    paths.cohortScenario(cohort, scenario),
    paths.kits(),
    paths.kit(course),
    paths.taughtSheets(course),
    paths.taughtPractical(course, module),
    paths.taughtSurvey(course, survey),
    paths.quizStatistics(quiz),
    paths.quizRegrade(quiz),
    paths.attemptReview(`a-demo-cadet-2-${quiz}-1`),
    paths.waitingAnswers(),
  ),
  'author@demo.test': ok(
    paths.author(),
    paths.preview(`${course}/${lessons[1]}`),
    paths.contentHistory(lessons[1]),
  ),
  'admin@demo.test': ok(
    paths.search('alex'),
    paths.search('nobody-has-this-name'),
    paths.adminUsers(),
    paths.adminUsers({ show: 'invited' }),
    paths.adminUsers({ show: 'disabled' }),
    paths.adminLinks(),
    paths.adminPerson('demo-cadet'),
    paths.adminSlips(),
    paths.adminRosters(),
    paths.adminCohorts(),
    paths.adminCohorts({ archived: '1' }),
    paths.adminCohort(cohort),
    paths.adminCohort(cohort, { tab: 'courses' }),
    paths.adminCohort(cohort, { tab: 'instructors' }),
    paths.adminCohort(cohort, { tab: 'settings' }),
    paths.adminRules(),
    paths.adminAudit(),
    paths.adminDesign(),
  ),
};

/** Pages that only come about while something is done, and the test that opens them for axe. */
export const openedElsewhere: Record<string, string> = {
  'routes/learn.attempts.$attempt._index': 'accessibility.spec.ts takes an attempt',
  'routes/learn.attempts.$attempt.result': 'accessibility.spec.ts takes an attempt',
  'routes/admin.rosters.$roster._index': 'rosters.spec.ts imports a list',
  'routes/sso.start': 'single-sign-on.spec.ts signs in by a provider',
  'routes/sso.callback': 'single-sign-on.spec.ts signs in by a provider',
  'routes/sso.leave': 'single-sign-on.spec.ts signs out there',
  'routes/$': 'it is every address of no route: nowhere',
};

/** Puts into a demo academy what two of the pages are about: an open invitation, and an edition of before. */
export function addPageData(academy: AcademyServer): void {
  const id = createHash('sha256').update(invitationToken).digest('hex');
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString().replace('Z', '+00:00');
  academy.inDatabase((database) =>
    database
      .prepare(
        `INSERT INTO "Invitation" ("id", "rolesJson", "expiresAt") VALUES (?, '["cadet"]', ?)`,
      )
      .run(id, expiresAt),
  );
  // An edition of before, which the cadet completed: a difference to show to them and to those who teach it.
  const [earlier, lesson, at] = ['an-earlier-edition', lessons[0], '2026-01-01T00:00:00.000+00:00'];
  const columns = '"kind", "contentId", "edition", "title", "source", "bodyJson", "keyJson"';
  academy.inDatabase((database) => {
    database
      .prepare(
        `INSERT INTO "ContentRevision" ("id", ${columns})
          SELECT ?, "kind", "contentId", 1, "title", "source", replace("bodyJson", 'the ', 'a '), "keyJson"
          FROM "ContentRevision" WHERE "id" =
            (SELECT "revisionId" FROM "ContentItem" WHERE "contentId" = ?)`,
      )
      .run(earlier, lesson);
    database
      .prepare(`INSERT INTO "Release" ("contentId", "revisionId", "at") VALUES (?, ?, ?)`)
      .run(lesson, earlier, at);
    return database
      .prepare(
        `INSERT INTO "Completion" ("id", "userId", "lessonId", "revisionId", "completedAt", "minutes",
          "activeSeconds", "ruleJson") VALUES ('of-earlier', 'demo-cadet', ?, ?, ?, 35, 2100, '{}')`,
      )
      .run(lesson, earlier, at);
  });
}
