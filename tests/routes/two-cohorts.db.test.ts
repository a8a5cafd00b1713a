import { expect, test } from 'vitest';
import { db, newId } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { assignCourse, createCohort, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { publishQuizCourse } from '#tests/support/quiz-course.ts';

const zone = 'America/Halifax';
const inDays = (count: number) => dayOf(new Date(Date.now() + count * 86_400_000), zone);
/** A day as pages write it, without its year. */
const shown = (day: string) =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
  });

/** A cadet who has one course in two cohorts, and the text of each page that tells when it is due. */
async function openPages(dueOn: string, endsOn: string | null, otherDue: string | null) {
  const quiz = await publishQuizCourse({ dates: { dueOn }, policy: { afterDue: 'closed' } });
  await db.cohort.update({ where: { id: quiz.cohort.id }, data: { endsOn } });
  const other = await createCohort({ name: `Other ${newId()}` });
  await assignCourse(other.id, quiz.course, { dueOn: otherDue ?? undefined });
  await enroll(other.id, quiz.cadet.id);
  const browser = await TestBrowser.signedInAs(quiz.cadet.id);
  const addresses = {
    learn: paths.learn(),
    course: paths.course(quiz.course),
    lesson: paths.lesson(quiz.course, quiz.lessons[0] ?? ''),
    quiz: paths.quiz(quiz.course, quiz.module),
  };
  const texts: Record<string, string> = {};
  for (const [name, address] of Object.entries(addresses))
    texts[name] = (await browser.get(address)).text;
  return texts;
}

test('with one course in two cohorts, every page goes by the later date', async () => {
  const [past, next] = [inDays(-2), inDays(9)];
  for (const text of Object.values(await openPages(past, null, next))) {
    expect(text).toContain(shown(next));
    expect(text).not.toContain(shown(past));
    expect(text).not.toContain('Overdue');
  }
});

test('a cohort that has ended outranks no running one, however late its date', async () => {
  const [ended, late, next] = [inDays(-1), inDays(20), inDays(9)];
  for (const text of Object.values(await openPages(late, ended, next))) {
    expect(text).toContain(shown(next));
    expect(text).not.toContain(shown(late));
  }
});
