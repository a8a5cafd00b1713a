import type { Role } from '#app/auth/permissions.ts';
import { sealStored } from '#app/auth/stored-secret.server.ts';
import { db, inTransaction, newId } from '#app/db/client.server.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';
import { publishLearningCourse } from '#tests/support/learning-course.ts';
import { publishRegradeCourse, publishWrittenCourse } from '#tests/support/regrade-course.ts';
import {
  addRecoveryCode,
  codeOf,
  storePasskey,
  turnOnFactor,
} from '#tests/support/second-factor.ts';
import { publishTeachingCourse } from '#tests/support/teaching-course.ts';
import { formSecret, type MakeCase, type PostCase } from './post-case.ts';

/** What administrators, instructors and authors send. */

const reason = 'The alarm went off: "all out" & back <again>.';
const day = '2027-03-01';

async function createOne(role: Role): Promise<string> {
  return (await createUser({ roles: [role] })).id;
}

async function onCohort(
  toFields: (cohortId: string) => Promise<Fields> | Fields,
  more: Partial<PostCase> = {},
): Promise<PostCase> {
  const { id } = await createCohort();
  const path = paths.adminCohort(id);
  return { sender: await createOne('admin'), path, fields: await toFields(id), ...more };
}

const cohortFields = { timeZone: 'America/Halifax', startsOn: day, endsOn: '' };
const spring = 'Class “R&D” of spring';
const autumn = 'Class “R&D” of autumn';

async function onUsers(fields: Fields, more: Partial<PostCase> = {}): Promise<PostCase> {
  return { sender: await createOne('admin'), path: paths.adminUsers(), fields, ...more };
}

async function onCadet(
  toFields: (
    made: Awaited<ReturnType<typeof publishTeachingCourse>>,
    cadet: string,
  ) => Promise<Fields> | Fields,
  more: Partial<PostCase> = {},
): Promise<PostCase> {
  const made = await publishTeachingCourse();
  const cadet = await made.addCadet('Ann Lee');
  const path = paths.cadet(made.cohort.id, cadet.id);
  return { sender: made.instructor.id, path, fields: await toFields(made, cadet.id), ...more };
}

/** An attempt in which a written answer waits to be read. */
async function takeWritten() {
  const course = await publishWrittenCourse();
  const attempt = await course.take(await course.addCadet(), { habit: ['hear them out'] });
  return { sender: course.instructor.id, attempt, revision: course.quizRevision.id };
}

async function onReview(fields: Fields, more: Partial<PostCase> = {}): Promise<PostCase> {
  const { sender, attempt } = await takeWritten();
  const path = paths.attemptReview(attempt);
  return { sender, path, fields: { ...fields, reason }, typed: [reason], ...more };
}

const grade = { intent: 'grade-answer', item: 'habit', text: 'hear them out', points: '1' };

async function createOpenInvitation(): Promise<string> {
  const { id } = await inTransaction((tx) =>
    createLink(tx, { email: null, roles: ['cadet'], createdById: null, days: 1 }),
  );
  return id;
}

async function onFactor(fields: Fields): Promise<PostCase> {
  const { id: sender } = await createUser({ password: formSecret });
  await turnOnFactor(sender);
  return { sender, path: paths.secondFactor(), fields };
}

/** A person who asked for another name. */
async function askToCorrect() {
  const { id, email } = await createUser();
  const name = 'Ann d’Arc-Lee';
  const asked = { id: `asked-by-${id}`, userId: id, name, reason: 'A typing mistake.' };
  await db.correction.create({ data: asked });
  return { id, name, email };
}

const adminCases: Record<string, MakeCase> = {
  'admin.cohorts._index create-cohort': async () => ({
    sender: await createOne('admin'),
    path: paths.adminCohorts(),
    fields: { intent: 'create-cohort', name: spring, ...cohortFields },
    typed: [spring],
  }),
  'admin.cohorts.$cohort change-cohort': () =>
    onCohort(() => ({ intent: 'change-cohort', name: autumn, ...cohortFields }), {
      typed: [autumn],
    }),
  'admin.cohorts.$cohort add-instructor': async () => {
    const { email } = await createUser({ roles: ['instructor'] });
    return onCohort(() => ({ intent: 'add-instructor', email }), { typed: [email] });
  },
  'admin.cohorts.$cohort remove-instructor': () =>
    onCohort(async (cohortId) => {
      const userId = await createOne('instructor');
      await db.cohortInstructor.create({ data: { cohortId, userId } });
      return { intent: 'remove-instructor', userId };
    }),
  'admin.cohorts.$cohort enroll-cadets': async () => {
    const { email } = await createUser();
    const people = `Ann "A" Lee <${email}>`;
    return onCohort(() => ({ intent: 'enroll-cadets', people }), { typed: [people] });
  },
  'admin.cohorts.$cohort withdraw-cadet': () =>
    onCohort(async (cohortId) => {
      const userId = await createOne('cadet');
      await enroll(cohortId, userId);
      return { intent: 'withdraw-cadet', userId };
    }),
  'admin.cohorts.$cohort assign-course': async () => {
    const { course } = await publishLearningCourse();
    const fields = { intent: 'assign-course', courseId: course, opensOn: '', dueOn: day };
    return onCohort(() => fields);
  },
  'admin.cohorts.$cohort change-assignment': async () => {
    const { cohort } = await publishLearningCourse();
    const { id } = await db.assignment.findFirstOrThrow({ where: { cohortId: cohort.id } });
    const fields = { intent: 'change-assignment', assignmentId: id, opensOn: '', dueOn: day };
    const path = paths.adminCohort(cohort.id);
    return { sender: await createOne('admin'), path, fields };
  },
  'admin.cohorts.$cohort unassign-course': async () => {
    const { cohort } = await publishLearningCourse();
    const { id } = await db.assignment.findFirstOrThrow({ where: { cohortId: cohort.id } });
    const fields = { intent: 'unassign-course', assignmentId: id };
    return { sender: await createOne('admin'), path: paths.adminCohort(cohort.id), fields };
  },
  'admin.cohorts.$cohort archive-cohort': () => onCohort(() => ({ intent: 'archive-cohort' })),
  'admin.cohorts.$cohort bring-back-cohort': () =>
    onCohort(async (id) => {
      await db.cohort.update({ where: { id }, data: { archivedAt: new Date() } });
      return { intent: 'bring-back-cohort' };
    }),
  'admin.cohorts.$cohort remove-cohort': () => onCohort(() => ({ intent: 'remove-cohort' })),
  'admin.users._index invite-people': () => {
    const people = 'Ann "A" Lee <ann-of-forms@example.test>';
    const fields = { intent: 'invite-people', people, roles: ['cadet', 'author'], cohortId: '' };
    return onUsers(fields, { typed: [people] });
  },
  'admin.users._index change-roles': async () => {
    const { id: userId, email } = await createUser();
    const fields = { intent: 'change-roles', userId, roles: ['author', 'instructor'] };
    return { ...(await onUsers(fields)), path: paths.adminUsers({ q: email }) };
  },
  'admin.users._index disable-user': async () =>
    onUsers({ intent: 'disable-user', userId: await createOne('cadet') }),
  'admin.users._index enable-user': async () => {
    const userId = await createOne('cadet');
    await db.user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    return onUsers({ intent: 'enable-user', userId });
  },
  'admin.users._index make-password-link': async () =>
    onUsers({ intent: 'make-password-link', userId: await createOne('cadet') }),
  'admin.users._index renew-link': async () =>
    onUsers({ intent: 'renew-link', invitationId: await createOpenInvitation() }),
  'admin.users._index withdraw-invitation': async () =>
    onUsers({ intent: 'withdraw-invitation', invitationId: await createOpenInvitation() }),
  'admin.users.$user correct-person': async () => {
    const { id, name, email } = await askToCorrect();
    const fields = { intent: 'correct-person', name, email, reason };
    return { ...(await onUsers(fields, { typed: [name, reason] })), path: paths.adminPerson(id) };
  },
  'admin.users.$user decline-correction': async () => {
    const { id } = await askToCorrect();
    const fields = { intent: 'decline-correction', reason };
    return { ...(await onUsers(fields, { typed: [reason] })), path: paths.adminPerson(id) };
  },
  'admin.users.$user reset-second-factor': async () => {
    const { id } = await createUser();
    await turnOnFactor(id);
    const path = paths.adminPerson(id);
    const fields = { intent: 'reset-second-factor', reason };
    return { sender: await createOne('admin'), path, fields };
  },
  'admin.users.$user withdraw-link': async () => {
    const { id } = await createUser();
    const fields = { intent: 'withdraw-link', invitationId: await createOpenInvitation() };
    return { ...(await onUsers(fields)), path: paths.adminPerson(id) };
  },
  'admin.users.$user end-all-sessions': async () => {
    const { id } = await createUser();
    return { ...(await onUsers({ intent: 'end-all-sessions' })), path: paths.adminPerson(id) };
  },
  'account_.second-factor begin-app': async () => {
    const sender = await createOne('author');
    return { sender, path: paths.secondFactor(), fields: { intent: 'begin-app' } };
  },
  'account_.second-factor confirm-app': async () => {
    const sender = await createOne('author');
    const newSecret = sealStored('JBSWY3DPEHPK3PXP', sender);
    await db.codeApp.create({ data: { userId: sender, newSecret, newAt: new Date() } });
    const fields = { intent: 'confirm-app', oneTimeCode: codeOf('JBSWY3DPEHPK3PXP') };
    return { sender, path: paths.secondFactor(), fields };
  },
  'account_.second-factor remove-app': async () => {
    const one = await onFactor({ intent: 'remove-app' });
    await storePasskey(one.sender);
    return one;
  },
  'account_.second-factor add-passkey': async () => {
    const { id: sender } = await createUser({ password: formSecret });
    const fields = { intent: 'add-passkey', name: 'Key & ring', newPasskey: 'e30' };
    const refused = { taken: 400, storesNothing: true } as const;
    return { sender, path: paths.secondFactor(), fields, typed: ['Key & ring'], ...refused };
  },
  'account_.second-factor remove-passkey': async () => {
    const one = await onFactor({});
    const passkeyId = await storePasskey(one.sender);
    return { ...one, fields: { intent: 'remove-passkey', passkeyId } };
  },
  'account_.second-factor change-password': () =>
    onFactor({
      intent: 'change-password',
      currentPassword: formSecret,
      password: 'another sentence to sign in',
      passwordAgain: 'another sentence to sign in',
    }),
  'account_.second-factor make-recovery-codes': () => onFactor({ intent: 'make-recovery-codes' }),
  'account_.second-factor keep-recovery-codes': async () => {
    const one = await onFactor({ intent: 'keep-recovery-codes' });
    await addRecoveryCode(one.sender);
    const sealed = { sealedCode: 'for another session', sealedUntil: new Date() };
    await db.recoveryCode.updateMany({ where: { userId: one.sender }, data: sealed });
    return one;
  },
  'account_.second-factor turn-off': () =>
    onFactor({ intent: 'turn-off', currentPassword: formSecret }),
  'admin.users.$user unlink-identity': async () => {
    const { id, email } = await createUser();
    const identity = { issuer: 'https://id.example.test', subject: id, email };
    const { id: identityId } = await db.identity.create({
      data: { id: newId(), userId: id, ...identity },
    });
    const fields = { intent: 'unlink-identity', identityId, reason };
    return { ...(await onUsers(fields, { typed: [reason] })), path: paths.adminPerson(id) };
  },
  'account ask-correction': async () => {
    const { id, email } = await createUser();
    const fields = { intent: 'ask-correction', name: 'Ann d’Arc-Lee', email, reason };
    return { sender: id, path: paths.account(), fields, typed: ['Ann d’Arc-Lee', reason] };
  },
  'account change-password': async () => {
    const { id } = await createUser({ password: formSecret });
    const next = 'olive comet drawer piano';
    const typed = { currentPassword: formSecret, password: next, passwordAgain: next };
    return { sender: id, path: paths.account(), fields: { intent: 'change-password', ...typed } };
  },
  'account end-session': async () => {
    const { id } = await createUser();
    const { id: session } = await db.session.create({
      data: { id: `a-session-of-${id}`, userId: id, expiresAt: new Date(Date.now() + 86_400_000) },
    });
    return { sender: id, path: paths.account(), fields: { intent: 'end-session', session } };
  },
  'account end-other-sessions': async () => {
    const { id } = await createUser();
    await TestBrowser.signedInAs(id);
    return { sender: id, path: paths.account(), fields: { intent: 'end-other-sessions' } };
  },
  'account choose-appearance': async () => {
    const { id } = await createUser();
    const fields = { intent: 'choose-appearance', theme: 'dark' };
    return { sender: id, path: paths.account(), fields, storesNothing: true };
  },
};

const teachCases: Record<string, MakeCase> = {
  'teach.answers grade-answer': async () => {
    const { sender, attempt, revision } = await takeWritten();
    const fields = { ...grade, revision, attempt: [attempt], reason };
    return { sender, path: paths.waitingAnswers(), fields, typed: [reason] };
  },
  'teach.attempts.$attempt grade-answer': () => onReview(grade),
  'teach.attempts.$attempt decide-appeal': () =>
    onReview({ intent: 'decide-appeal', item: 'tone', points: '0.5' }),
  'teach.attempts.$attempt void-attempt': () => onReview({ intent: 'void-attempt' }),
  'teach.attempts.$attempt reopen-attempt': async () => {
    const course = await publishWrittenCourse();
    const wrong = { tone: ['tone-loud'], step: ['halt'] };
    const attempt = await course.take(await course.addCadet(), wrong);
    return {
      sender: course.instructor.id,
      path: paths.attemptReview(attempt),
      fields: { intent: 'reopen-attempt', reason },
      typed: [reason],
    };
  },
  'teach.cohorts.$cohort.cadets.$user set-extra-time': () =>
    onCadet(() => ({ intent: 'set-extra-time', factor: '1.5' })),
  'teach.cohorts.$cohort.cadets.$user set-own-date': () =>
    onCadet(({ course }) => ({ intent: 'set-own-date', course, dueOn: day, reason })),
  'teach.cohorts.$cohort.cadets.$user end-own-date': () =>
    onCadet(async ({ course, cohort, instructor }, userId) => {
      const { id } = await db.assignment.findFirstOrThrow({ where: { cohortId: cohort.id } });
      const own = { assignmentId: id, userId, activeKey: `${id} ${userId}` };
      const set = { id: newId(), dueOn: day, reason, setAt: new Date(), setById: instructor.id };
      await db.ownDate.create({ data: { ...own, ...set } });
      return { intent: 'end-own-date', course };
    }),
  'teach.cohorts.$cohort.cadets.$user void-completion': () =>
    onCadet(
      async ({ complete, lessons }, cadet) => {
        const { id: completion } = await complete(cadet, lessons.a);
        return { intent: 'void-completion', completion, reason };
      },
      { typed: [reason] },
    ),
  'teach.cohorts.$cohort.cadets.$user accept-completion': () =>
    onCadet(
      async ({ complete, lessons }, cadet) => {
        const { id: completion } = await complete(cadet, lessons.a, { activeSeconds: 0 });
        return { intent: 'accept-completion', completion, reason };
      },
      { typed: [reason] },
    ),
  'teach.cohorts.$cohort.cadets.$user unaccept-completion': () =>
    onCadet(async ({ complete, lessons }, cadet) => {
      const { id: completion } = await complete(cadet, lessons.a, { activeSeconds: 0 });
      const accepted = { acceptedAt: new Date(), acceptReason: reason };
      await db.completion.update({ where: { id: completion }, data: accepted });
      return { intent: 'unaccept-completion', completion };
    }),
  'teach.quizzes.$quiz.regrade apply-regrade': async () => {
    const course = await publishRegradeCourse();
    await course.take(await course.addCadet(), { voice: ['voice-b'] });
    await course.fixQuiz({ key: { voice: ['voice-b'] } });
    const path = paths.quizRegrade(course.quiz);
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const { html } = await browser.get(path);
    const preview = /name="preview" value="([^"]*)"/.exec(html)?.[1] ?? '';
    const fields = { intent: 'apply-regrade', preview, reason };
    return { sender: course.instructor.id, path, fields, typed: [reason] };
  },
};

const scenario = { scenario: 'noise-upstairs', run: '1' };

/** What is tried out in a lesson that is read without a record; `answer`: to a check that it has. */
const toTriedForms = (answer: Fields): Fields[] => [
  { intent: 'answer-check', ...answer },
  { intent: 'save-reflection', reflect: 'own-habit', body: reason },
  { intent: 'finish-reading' },
  { intent: 'start-scenario', ...scenario },
  { intent: 'skip-scenario', ...scenario },
  { intent: 'choose-reply', ...scenario, step: '1', revision: 'disk', choice: 'x' },
];

async function onTaughtLesson(fields: Fields): Promise<PostCase> {
  const { course, lessons } = await publishLearningCourse();
  const path = paths.taughtLesson(course, lessons.checks);
  return { sender: await createOne('admin'), path, fields, storesNothing: true };
}

const taughtLessonCases: Record<string, MakeCase> = Object.fromEntries(
  toTriedForms({ check: 'voice-check', option: 'voice-check-b' }).map((form) => [
    `teach.courses.$course.$lesson ${form.intent}`,
    () => onTaughtLesson(form),
  ]),
);

/** `file`: the lesson of a content folder that is previewed. */
export function toAuthorCases(file: string): Record<string, MakeCase> {
  const onPreview = async (fields: Fields): Promise<PostCase> => ({
    sender: await createOne('author'),
    path: paths.preview(file),
    fields,
    storesNothing: true,
  });
  return Object.fromEntries(
    toTriedForms({ check: 'own-words', option: 'saying it again' }).map((form) => [
      `author.preview.$ ${form.intent}`,
      () => onPreview(form),
    ]),
  );
}

export const staffCases = { ...adminCases, ...teachCases, ...taughtLessonCases };
