import { expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { letSessionsAge } from '#tests/support/second-factor.ts';

/** An administrator signs somebody out everywhere. */

const form = { intent: 'end-all-sessions' };
const isIn = async (browser: TestBrowser) => (await browser.get(paths.record())).status === 200;

test('ends all sessions of that person and of nobody else, and is told', async () => {
  const [user, other, admin] = [
    await createUser({ name: 'Ann Able' }),
    await createUser(),
    await createUser({ roles: ['admin'] }),
  ];
  const [one, two, theirs, office] = [
    await TestBrowser.signedInAs(user.id),
    await TestBrowser.signedInAs(user.id),
    await TestBrowser.signedInAs(other.id),
    await TestBrowser.signedInAs(admin.id),
  ];
  const person = paths.adminPerson(user.id);
  expect((await office.get(person)).text).toContain('End all sessions of Ann Able');
  expect((await office.post(person, form)).location).toBe(
    paths.adminPerson(user.id, 'end-all-sessions'),
  );
  expect([await isIn(one), await isIn(two), await isIn(theirs)]).toEqual([false, false, true]);
  expect((await office.get(paths.adminAudit())).text).toContain('ended all sessions of Ann Able');
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: 'end-all-sessions' } });
  expect([event.actorId, event.afterJson]).toEqual([admin.id, '{"sessionsEnded":2}']);
});

test('asks a while after signing in, knows nobody who is not there, and leaves one’s own', async () => {
  const [user, admin] = [await createUser(), await createUser({ roles: ['admin'] })];
  const office = await TestBrowser.signedInAs(admin.id);
  expect((await office.post(paths.adminPerson('nobody'), form)).status).toBe(404);
  expect((await office.get(paths.adminPerson(admin.id))).text).not.toContain('End all sessions');
  expect((await office.post(paths.adminPerson(admin.id), form)).status).toBe(400);
  await letSessionsAge(admin.id);
  expect((await office.post(paths.adminPerson(user.id), form)).status).toBe(401);
});
