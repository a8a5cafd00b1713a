import { beforeEach, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { publishTeachingCourse } from '#tests/support/teaching-course.ts';

/** Completions of which hardly any time was measured, and which an instructor has looked at and lets stand. */

let course: Awaited<ReturnType<typeof publishTeachingCourse>>;
let cadet: { id: string };
let browser: TestBrowser;
const reason = 'Read on paper, in class.';
const question = '1 hardly any time measured';

beforeEach(async () => {
  course = await publishTeachingCourse();
  cadet = await course.addCadet('Hal Hasty');
  browser = await TestBrowser.signedInAs(course.instructor.id);
});

const pageOf = (userId = cadet.id) => paths.cadet(course.cohort.id, userId);

async function complete(lesson: string, activeSeconds: number): Promise<string> {
  return (await course.complete(cadet.id, lesson, { activeSeconds })).id;
}

const send = (intent: string, completion: string, by = browser, path = pageOf()) =>
  by.post(path, { intent: `${intent}-completion`, completion, reason });

/** Whether the cohort's page, the overview and the filter ask about the cadet. */
async function isAsked(): Promise<boolean> {
  const { id } = course.cohort;
  const [grid, teach, filtered] = await Promise.all(
    [paths.cohort(id), paths.teach(), paths.cohort(id, { show: 'implausible' })].map((path) =>
      browser.get(path),
    ),
  );
  const said = [
    grid?.text.includes(question),
    teach?.text.includes(question),
    filtered?.text.includes('Showing 1 of 1 cadets'),
  ];
  expect(new Set(said).size).toBe(1);
  return said[0] ?? false;
}

test('it asks nobody any more, both numbers and the acceptance stay, and it can be taken back', async () => {
  const id = await complete(course.lessons.a, 4);
  expect(await isAsked()).toBe(true);
  const unsaid = await browser.post(pageOf(), {
    intent: 'accept-completion',
    completion: id,
    reason: '',
  });
  expect([unsaid.status, unsaid.text]).toEqual([400, expect.stringContaining('Write why')]);
  expect(await send('accept', id)).toMatchObject({ status: 302, location: pageOf() });
  expect(await isAsked()).toBe(false);
  const { text, html } = await browser.get(pageOf());
  expect(text).toContain('20 min certified, under 1 min measured');
  expect(text).toMatch(new RegExp(`accepted .* by ${course.instructor.name} ?: ${reason}`));
  expect(html).not.toContain('value="accept-completion"');
  expect((await send('accept', id)).status).toBe(409);

  expect((await send('unaccept', id)).status).toBe(302);
  expect(await isAsked()).toBe(true);
  expect((await browser.get(pageOf())).text).not.toContain(reason);
  expect((await send('unaccept', id)).status).toBe(409);
  const events = await db.auditEvent.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
  expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['accept-completion', course.instructor.id],
    ['unaccept-completion', course.instructor.id],
  ]);
  expect(JSON.parse(events[0]?.afterJson ?? '')).toEqual({ reason, minutes: 20, activeSeconds: 4 });
});

test('another completion of the cadet is a question all the same', async () => {
  const id = await complete(course.lessons.a, 4);
  await complete(course.lessons.b, 4);
  await send('accept', id);
  expect(await isAsked()).toBe(true);
  expect((await browser.get(pageOf())).html.split('value="accept-completion"')).toHaveLength(2);
});

test('there is nothing to accept where enough was measured, or the completion was voided', async () => {
  expect((await send('accept', await complete(course.lessons.a, 400))).status).toBe(409);
  const { id } = await course.complete(cadet.id, course.lessons.b, {
    activeSeconds: 4,
    voided: true,
  });
  expect((await send('accept', id)).status).toBe(409);
  expect((await browser.get(pageOf())).html).not.toContain('value="accept-completion"');
});

test('not one’s own, not of a cadet of somebody else’s', async () => {
  const id = await complete(course.lessons.a, 4);
  const stranger = await createUser({ roles: ['instructor'] });
  const away = await TestBrowser.signedInAs(stranger.id);
  const self = await TestBrowser.signedInAs(cadet.id);
  const other = await course.addCadet('Otto Other');
  expect((await send('accept', id, away)).status).toBe(404);
  expect((await send('accept', id, self)).status).toBe(403);
  expect((await send('accept', id, browser, pageOf(other.id))).status).toBe(404);
  await db.userRole.create({ data: { userId: cadet.id, role: 'admin' } });
  expect((await send('accept', id, self)).status).toBe(404);
  expect(await db.completion.count({ where: { id, acceptedAt: { not: null } } })).toBe(0);
});
