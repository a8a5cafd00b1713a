import { readdirSync } from 'node:fs';
import { closeSession, openSession } from '#app/auth/lucia.server.ts';
import { toMark } from '#app/auth/made-for.server.ts';
import { hashPassword } from '#app/auth/password.server.ts';
import { type Role, roles } from '#app/auth/permissions.ts';
import { closeDatabase, db, inTransaction, newId } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { toAllCases } from '#tests/forms/all-cases.ts';
import { readAllRows } from '#tests/forms/database-rows.ts';
import { listKnownPosts } from '#tests/forms/known-posts.ts';
import type { PostCase } from '#tests/forms/post-case.ts';
import { publishScenarioCourse } from '#tests/support/scenario-course.ts';
import { publishTeachingCourse } from '#tests/support/teaching-course.ts';

/**
 * The academy that is attacked: every form of the site with all that it needs and a session of who may send it, people of
 * every role who own nothing of it, and records of people whom nobody may touch. Loaded by Vite, which the forms' cases
 * are written for.
 */

/**
 * Who sends a request. `cookie`: the header's value, '' for none; `userId`: null when it opens no session; `mark`: what
 * forms of a page that was made for this visitor say.
 */
export type Visitor = { name: string; userId: string | null; cookie: string; mark: string };

/** A form that is taken as it stands when its sender sends it. */
export type AttackPost = Omit<PostCase, 'sender'> & { name: string; sender: Visitor };

/** Values for the parameters of addresses, by the parameter's name. */
export type Ids = Record<string, string[]>;

export type Academy = {
  posts: AttackPost[];
  visitors: Visitor[];
  ids: Ids;
  /** Addresses of pages that exist, with who may open them. */
  places: { path: string; visitor: Visitor }[];
  /** E-mails of accounts with the password below. */
  emails: string[];
  password: string;
};

const password = 'a sentence for tests';
const previewed = 'parts/01-first-module/01-lesson.mdx';

async function toVisitor(name: string, userId: string): Promise<Visitor> {
  const cookie = (await openSession(userId)).split(';')[0] ?? '';
  return { name, userId, cookie, mark: toMark(userId) };
}

async function makePosts(): Promise<AttackPost[]> {
  const cases = toAllCases(previewed);
  const posts: AttackPost[] = [];
  for (const name of await listKnownPosts()) {
    const make = cases[name];
    if (!make) throw new Error(`tests/forms has no case for ${name}`);
    const { sender, ...post } = await make();
    posts.push({ name, ...post, sender: await toVisitor(`sender of ${name}`, sender) });
  }
  return posts;
}

async function makeStrangers(): Promise<Visitor[]> {
  const sets: Role[][] = [[], ...roles.map((role) => [role]), [...roles]];
  const people = await Promise.all(sets.map((set) => createUser({ roles: set })));
  const visitors: Visitor[] = [];
  for (const [index, { id }] of people.entries()) {
    const set = sets[index] ?? [];
    if (set.includes('instructor')) await createCohort({ instructorIds: [id] });
    if (set.includes('cadet')) await enroll((await createCohort()).id, id);
    visitors.push(await toVisitor(`other ${set.join('+') || 'without role'}`, id));
  }
  return visitors;
}

/** Cookies that open nothing. */
async function makeNobodies(): Promise<Visitor[]> {
  const admin = await createUser({ roles: ['admin'] });
  const ended = (await openSession(admin.id)).split(';')[0] ?? '';
  await closeSession(ended);
  const expired = (await openSession(admin.id)).split(';')[0] ?? '';
  await db.session.updateMany({ where: { userId: admin.id }, data: { expiresAt: new Date(0) } });
  const off = await createUser({ roles: ['admin'] });
  const disabled = (await openSession(off.id)).split(';')[0] ?? '';
  await db.user.update({ where: { id: off.id }, data: { disabledAt: new Date() } });
  const another = await createUser({ roles: ['admin'] });
  await openSession(another.id);
  const stored = await db.session.findFirstOrThrow({ where: { userId: another.id } });
  const cookies = {
    'signed out': '',
    'ended session': ended,
    'expired session': expired,
    'disabled account': disabled,
    'stored id of a session': `rapport_session=${stored.id}`,
    'invented session': `rapport_session=${'a1'.repeat(20)}`,
    'id of an account': `rapport_session=${admin.id}`,
  };
  const mark = toMark(admin.id);
  return Object.entries(cookies).map(([name, cookie]) => ({ name, userId: null, cookie, mark }));
}

async function makeTokens(): Promise<string[]> {
  const tokens: string[] = [];
  const account = await createUser({ password });
  for (const accountId of [null, null, account.id]) {
    const { link } = await inTransaction((tx) =>
      createLink(tx, { email: null, roles: ['cadet'], accountId, createdById: null, days: 1 }),
    );
    tokens.push(new URL(link).pathname.split('/').at(-1) ?? '');
  }
  return tokens;
}

async function listIds(): Promise<Ids> {
  const contents = await db.contentItem.findMany({ select: { contentId: true, kind: true } });
  const ofKind = (kind: string) =>
    contents.filter((one) => one.kind === kind).map(({ contentId }) => contentId);
  const idsOf = async (rows: Promise<{ id: string }[]>) => (await rows).map(({ id }) => id);
  const select = { id: true } as const;
  const runs = await db.scenarioRun.findMany({ select: { scenarioId: true } });
  return {
    course: ofKind('course'),
    module: ofKind('module'),
    lesson: ofKind('lesson'),
    quiz: ofKind('quiz'),
    survey: ofKind('survey'),
    content: contents.map(({ contentId }) => contentId),
    scenario: ['wake', 'grief', ...runs.map(({ scenarioId }) => scenarioId)],
    attempt: await idsOf(db.attempt.findMany({ select })),
    cohort: await idsOf(db.cohort.findMany({ select })),
    user: await idsOf(db.user.findMany({ select })),
    revision: await idsOf(db.contentRevision.findMany({ select })),
    completion: await idsOf(db.completion.findMany({ select })),
    notice: await idsOf(db.notice.findMany({ select })),
    session: await idsOf(db.session.findMany({ select })),
    invitationId: await idsOf(db.invitation.findMany({ select })),
    assignmentId: await idsOf(db.assignment.findMany({ select })),
    file: listStoredFiles(),
    token: await makeTokens(),
    '*': [previewed, 'good/01-first-module/quiz.mdx', 'parts', 'good/course.mdx', 'no/such/page'],
  };
}

function listStoredFiles(): string[] {
  const files = readdirSync(env.DATA_DIR, { recursive: true, encoding: 'utf8' });
  const named = files.map((file) => file.split('/').at(-1) ?? '');
  return [...named.filter((name) => /\.(svg|mp4|vtt|pdf|png)$/.test(name)), 'no-such-file.svg'];
}

/** Adds a set of everything; what earlier sets left behind stays, to be attacked as old ids. */
export async function makeAcademy(): Promise<Academy> {
  const posts = await makePosts();
  const strangers = await makeStrangers();
  const nobodies = await makeNobodies();
  const passwordHash = await hashPassword(password);
  const account = await createUser({ roles: ['cadet', 'instructor'] });
  await db.user.update({ where: { id: account.id }, data: { passwordHash } });
  const visitors = [...strangers, ...nobodies];
  const ids = await listIds();
  // Without it the server that runs already would go on with the courses that it knows.
  await db.contentSync.create({ data: { changed: 1, problemsJson: '[]' } });
  const places = posts.map(({ path, page, sender }) => ({ path: page ?? path, visitor: sender }));
  return { posts, visitors, ids, places, emails: [account.email], password };
}

/** Records of every kind that belong to nobody who attacks. */
export async function makeSleepers(): Promise<void> {
  const taught = await publishTeachingCourse();
  const { lessons, instructor } = taught;
  const cadets = [await taught.addCadet('Sleeping Ann'), await taught.addCadet('Sleeping Bo')];
  const at = new Date();
  for (const [index, { id: userId }] of cadets.entries()) {
    const completion = await taught.complete(userId, lessons.a);
    await taught.open(userId, lessons.b);
    await taught.attempt(userId, 1, { scores: [1], chosen: 'tone-a' });
    await taught.attempt(userId, 2, { status: 'open', chosen: 'tone-b' });
    const revisionId = completion.revisionId;
    const place = { userId, lessonId: lessons.a, revisionId };
    await db.reflection.create({
      data: { ...place, reflectId: 'own', body: 'Mine alone.', updatedAt: at },
    });
    const answer = { checkId: 'one', valueJson: '["a"]', correct: true, answeredAt: at };
    await db.checkAnswer.create({ data: { ...place, ...answer } });
    const asked = { id: newId(), userId, name: `Asleep ${index}`, reason: 'A typing mistake.' };
    await db.correction.create({ data: asked });
    const notice = { kind: 'attempt-voided', subjectType: 'attempt', subjectId: 'none' };
    const text = { kind: notice.kind, quiz: 'Q', number: 1, by: 'An instructor', reason: 'R' };
    const textJson = JSON.stringify(text);
    await db.notice.create({ data: { id: newId(), userId, ...notice, textJson, createdAt: at } });
    const granted = { grantedAt: at, grantedById: instructor.id, activeKey: userId, factor: 1.5 };
    await db.extraTime.create({ data: { id: newId(), userId, ...granted } });
    await openSession(userId);
  }
  await openSession(instructor.id);
  const talk = await publishScenarioCourse();
  const talker = await talk.addCadet();
  const run = { id: newId(), userId: talker.id, lessonId: talk.lesson, scenarioId: 'wake' };
  const revisionId = talk.revision.id;
  const step = { step: 1, sceneId: 'start', choiceId: 'ask', toScene: 'end', chosenAt: at };
  const own = { number: 1, openKey: `${talker.id} asleep`, startedAt: at };
  await db.scenarioRun.create({ data: { ...run, revisionId, ...own, choices: { create: step } } });
}

export { closeDatabase, readAllRows };
