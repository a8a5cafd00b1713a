import { beforeAll, expect, test } from 'vitest';
import { db, newId } from '#app/db/client.server.ts';
import type { User } from '#app/db/generated/sqlite/client.ts';
import { paths } from '#app/paths.ts';
import { createRevision } from '#tests/factories/content.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';

let admin: User;
let cadet: User;
let browser: TestBrowser;

beforeAll(async () => {
  admin = await createUser({ name: 'Wanda Achebe', email: 'wanda@a.test', roles: ['admin'] });
  cadet = await createUser({ name: 'Alex Moreau', email: 'alex@a.test' });
  browser = await TestBrowser.signedInAs(admin.id);
});

type Given = {
  action: string;
  subjectType: string;
  subjectId: string;
  actorId?: string | null;
  before?: unknown;
  after?: unknown;
};

function add({ before, after, actorId = admin.id, ...event }: Given) {
  const toJson = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  const data = { ...event, actorId, beforeJson: toJson(before), afterJson: toJson(after) };
  return db.auditEvent.create({ data });
}

test('events read as sentences, with names for what they are about', async () => {
  const cohort = await createCohort({ name: 'Spring 2027' });
  const enrollment = await enroll(cohort.id, cadet.id);
  const assignment = await assignCourse(cohort.id, 'de-escalation');
  const revision = await createRevision({ title: 'Listening first' });
  const completion = await db.completion.create({
    data: {
      id: newId(),
      userId: cadet.id,
      lessonId: revision.contentId,
      revisionId: revision.id,
      completedAt: new Date(),
      minutes: 10,
      activeSeconds: 1,
      ruleJson: '{}',
    },
  });
  const attempt = await db.attempt.create({
    data: {
      id: newId(),
      userId: cadet.id,
      quizId: 'quiz-x',
      revisionId: revision.id,
      number: 2,
      seed: 1,
      status: 'submitted',
      startedAt: new Date(),
    },
  });
  const roles = { before: { roles: ['cadet'] }, after: { roles: ['cadet', 'author'] } };
  await add({ action: 'change-roles', subjectType: 'user', subjectId: cadet.id, ...roles });
  await add({ action: 'change-cohort', subjectType: 'cohort', subjectId: cohort.id });
  await add({ action: 'enroll-cadet', subjectType: 'enrollment', subjectId: enrollment.id });
  await add({ action: 'assign-course', subjectType: 'assignment', subjectId: assignment.id });
  const byCadet = { actorId: cadet.id };
  await add({
    action: 'complete-lesson',
    subjectType: 'completion',
    subjectId: completion.id,
    ...byCadet,
  });
  await add({
    action: 'submit-attempt',
    subjectType: 'attempt',
    subjectId: attempt.id,
    ...byCadet,
  });
  await add({
    action: 'publish-revision',
    subjectType: 'content',
    subjectId: revision.id,
    actorId: null,
  });
  await add({ action: 'disable-user', subjectType: 'user', subjectId: 'gone-user-id' });

  const { text, html } = await browser.get(paths.adminAudit());
  for (const sentence of [
    'Wanda Achebe changed the roles of Alex Moreau, from cadet to cadet, author.',
    'Wanda Achebe changed the cohort “Spring 2027”.',
    'Wanda Achebe enrolled Alex Moreau (cohort “Spring 2027”).',
    'Wanda Achebe assigned de-escalation for cohort “Spring 2027”.',
    'Alex Moreau completed the lesson “Listening first” (record of Alex Moreau).',
    'Alex Moreau submitted attempt 2 of Alex Moreau at “Listening first”.',
    'Rapport published “Listening first”.',
    'Wanda Achebe disabled the account of account gone-user-id.',
  ])
    expect(text).toContain(sentence);
  expect(text.indexOf('disabled the account')).toBeLessThan(text.indexOf('changed the roles'));
  expect(html).toMatch(/<details[\s\S]*&quot;author&quot;/);
  expect(text).toContain('When (Halifax time)');
});

test('filters by person, action and thing', async () => {
  const other = await createUser({ name: 'Oda Other', roles: ['admin'] });
  await add({ action: 'enable-user', subjectType: 'user', subjectId: cadet.id, actorId: other.id });
  const find = async (query: Parameters<typeof paths.adminAudit>[0]) =>
    (await browser.get(paths.adminAudit(query))).text;
  expect(await find({ actor: 'ALEX@a.test' })).not.toContain('Wanda Achebe changed');
  expect(await find({ actor: 'alex@a.test' })).toContain('Alex Moreau completed');
  expect(await find({ actor: 'system' })).toContain('1 event,');
  expect(await find({ actor: 'nobody@a.test' })).toContain('No account has this e-mail address');
  expect(await find({ action: 'enable-user' })).toContain('1 event,');
  const thing = await find({ subject: 'user', id: cadet.id });
  expect(thing).toContain('Oda Other enabled the account of Alex Moreau.');
  expect(thing).not.toContain('submitted attempt');
  expect(await find({ action: 'void-attempt' })).toContain('No event fits');
  const page = await browser.get(`${paths.adminAudit()}?action=nonsense&before=-1&subject=king`);
  expect(page.text).toContain('Oda Other enabled');
});

test('pages by key: new events shift nothing, no event is shown twice or left out', async () => {
  const subjectId = newId();
  for (let number = 0; number < 120; number++)
    await add({ action: 'enable-user', subjectType: 'user', subjectId });
  const seen: number[] = [];
  let next: string | undefined = paths.adminAudit({ subject: 'user', id: subjectId });
  while (next) {
    const { html, text } = await browser.get(next);
    seen.push(...[...text.matchAll(/Details of event (\d+)/g)].map((match) => Number(match[1])));
    next = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    await add({ action: 'enable-user', subjectType: 'user', subjectId });
  }
  expect(seen.length).toBe(120);
  expect(new Set(seen).size).toBe(120);
  expect(seen).toEqual([...seen].sort((a, b) => b - a));
});
