import { beforeAll, describe, expect, test, vi } from 'vitest';
import { db, newId, raw } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { learnCases } from '#tests/forms/learn-cases.ts';
import { ruleCases } from '#tests/forms/rule-cases.ts';
import { staffCases } from '#tests/forms/staff-cases.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { createRoster } from '#tests/support/roster.ts';
import { publishTeachingCourse } from '#tests/support/teaching-course.ts';

/**
 * Every text that is stored, put into a page: whatever it holds, it is text there. Columns are found in the database; a new
 * one has to be listed as what it is. Texts are set behind the application's back, so that no check of input helps.
 */

const tag = 'xqz-stored';

/** What a column holds that a person wrote, or that was read from what they sent. */
const written = [
  'Attempt.voidReason',
  'Cohort.name',
  'Completion.acceptReason',
  'Completion.voidReason',
  'ContentItem.title',
  'ContentRevision.title',
  'Correction.answer',
  'Correction.email',
  'Correction.name',
  'Correction.reason',
  'ExternalId.value',
  'Grading.reason',
  'Identity.email',
  'Identity.subject',
  'Invitation.email',
  'Invitation.name',
  'LessonOpening.reason',
  'OwnDate.reason',
  'Passkey.name',
  'Reflection.body',
  'Regrade.reason',
  'Reopening.reason',
  'Roster.failure',
  'Roster.fileName',
  'Roster.refused',
  'RosterRow.asked',
  'RosterRow.reason',
  'Session.device',
  'Session.network',
  'User.agency',
  'User.badgeNumber',
  'User.email',
  'User.familyName',
  'User.givenName',
  'User.name',
  'User.preferredName',
  'User.rank',
];

/** What no page shows to anybody: ids of other systems, and by what an import knows a person again. */
const shownNowhere = [
  'ExternalId.value',
  'Identity.subject',
  'RosterRow.asked',
  'User.agency',
  'User.familyName',
  'User.givenName',
  'User.preferredName',
  'User.rank',
];

/** JSON with texts of people in it, and how such a text stands there. */
const inJson: Readonly<Record<string, (mark: string) => string>> = {
  'AuditEvent.afterJson': (mark) => JSON.stringify({ name: mark, reason: mark }),
  'AuditEvent.beforeJson': (mark) => JSON.stringify({ name: mark, [mark]: mark }),
  'Notice.textJson': (mark) =>
    JSON.stringify({ kind: 'attempt-voided', quiz: mark, number: 1, by: mark, reason: mark }),
  'Roster.columnsJson': (mark) => JSON.stringify([{ heading: mark, field: 'badge' }]),
  'Roster.problemsJson': (mark) => JSON.stringify([{ line: 1, message: mark }]),
  'RosterRow.personJson': (mark) => JSON.stringify({ name: mark, badgeNumber: mark }),
};

/** Columns whose values the program makes and knows; a name may end a pattern: ids, states, keys, days, zones, hashes. */
const made: readonly RegExp[] = [
  /\.(id|\w+Id|\w*[kK]ey|status|kind|action|role|subjectType|change|timeZone|\w+On)$/,
  /^User\.(foldedName|passwordHash|previousNamesJson)$/,
  /^(PersonWords|Cohort|Reflection)\.words$/,
  /^LessonPassage\./,
  /^ExternalId\.system$/,
  /^Roster\.(state|encoding|delimiter|rowsHash)$/,
  /^RosterColumns\.fieldsJson$/,
  /^RosterRow\.(verdict|answer)$/,
  /^Invitation\.(rolesJson|sealedToken)$/,
  /^Identity\.(issuer|rolesJson)$/,
  /^Session\.idTokenSealed$/,
  /^ContentSync\.contentHash$/,
  /^CodeApp\.(secret|newSecret)$/,
  /^Passkey\.transportsJson$/,
  /^RecoveryCode\.(salt|hash|sealedCode)$/,
  /^SignInTry\.(account|address)$/,
  /^Attempt\.drawnJson$/,
  /^(Response|CheckAnswer)\.valueJson$/,
  /^Completion\.ruleJson$/,
  /^LessonOpening\.rulesJson$/,
  /^Grading\.detailJson$/,
  /^Regrade\.policiesJson$/,
  /^QuizTally\.sumsJson$/,
  /^ContentSync\.problemsJson$/,
  /^ContentRevision\.(source|bodyJson|keyJson)$/,
  /^ScenarioChoice\.(sceneId|choiceId|toScene)$/,
  /^OutboxMessage\.(address|origin|outcome|problem)$/,
  /^Lease\./,
  /^_prisma_migrations\./,
];

const toMark = (column: string) => `=1<${tag} class="a' ${column}">&amp;\u202e`;

async function listTextColumns(): Promise<string[]> {
  const query =
    provider === 'sqlite'
      ? `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND c.type LIKE '%TEXT%'`
      : `SELECT table_name::text AS "table", column_name::text AS "column" FROM information_schema.columns
         WHERE table_schema = 'public' AND data_type = 'text'`;
  const rows = await db.$queryRaw<{ table: string; column: string }[]>(raw(query));
  return rows.map(({ table, column }) => `${table}.${column}`).sort();
}

test('every column of text is listed', async () => {
  const columns = await listTextColumns();
  expect(columns.length).toBeGreaterThan(80);
  const known = (column: string) =>
    written.includes(column) || column in inJson || made.some((pattern) => pattern.test(column));
  expect(columns.filter((column) => !known(column))).toEqual([]);
  expect([...written, ...Object.keys(inJson)].filter((one) => !columns.includes(one))).toEqual([]);
});

/** Sets every row of a column; where it is unique, the row's id makes it so. */
async function overwrite(column: string, value: string): Promise<void> {
  const [table = '', name = ''] = column.split('.');
  const isUnique = ['User.email', 'Cohort.name'].includes(column);
  const text = `'${value.replaceAll("'", "''")}'`;
  const set = isUnique ? `${text} || "id"` : text;
  const where = isUnique ? '' : `WHERE "${name}" IS NOT NULL`;
  await db.$executeRaw(raw(`UPDATE "${table}" SET "${name}" = ${set} ${where}`));
}

/** Rows that the forms' cases do not make, so that each column has something to be overwritten, and a page that shows it. */
async function fillSeldom(made: { admin: string; cadet: string; attempt: string; quiz: string }) {
  const { admin, cadet, attempt, quiz } = made;
  const now = new Date();
  await db.user.update({ where: { id: cadet }, data: { badgeNumber: 'x' } });
  const asked = { userId: cadet, name: 'x', email: 'x@example.test', reason: 'x' };
  const decided = { decidedAt: now, decidedById: admin, made: false, answer: 'x' };
  await db.correction.create({ data: { id: newId(), ...asked } });
  await db.correction.create({ data: { id: newId(), ...asked, ...decided } });
  await db.identity.create({
    data: { id: newId(), userId: cadet, issuer: 'https://id.test', subject: 'x', email: 'x' },
  });
  const expiresAt = new Date(now.getTime() + 86_400_000);
  await db.invitation.create({
    data: { id: newId(), email: 'x', name: 'x', rolesJson: '["cadet"]', expiresAt },
  });
  await db.attempt.update({
    where: { id: attempt },
    data: { voidedAt: now, voidedById: admin, voidReason: 'x' },
  });
  const reopened = { reopenedAt: now, reopenedById: admin, reason: 'x' };
  await db.reopening.create({ data: { id: newId(), attemptId: attempt, ...reopened } });
  const { revisionId } = await db.attempt.findUniqueOrThrow({ where: { id: attempt } });
  const regraded = { quizId: quiz, revisionId, policiesJson: '{}', neverLower: true, reason: 'x' };
  await db.regrade.create({
    data: { id: newId(), ...regraded, attempts: 1, changed: 1, appliedAt: now, appliedById: admin },
  });
  const event = { action: 'user.corrected', subjectType: 'user', subjectId: cadet, actorId: admin };
  await db.auditEvent.create({
    data: { at: now, ...event, beforeJson: '{}', afterJson: '{}' },
  });
}

/** A list of people that asks, one that could not be read, and one that failed. @returns their ids */
async function fillRosters(): Promise<string[]> {
  const [asks, refused, failed] = [
    await createRoster('read'),
    await createRoster('read'),
    await createRoster('read'),
  ];
  await db.rosterRow.updateMany({ data: { reason: 'x' } });
  await db.roster.update({ where: { id: refused }, data: { refused: 'x' } });
  await db.roster.update({ where: { id: failed }, data: { failure: 'x' } });
  return [asks, refused, failed];
}

const pages = new Map<string, string>();

describe('with all of them hostile', () => {
  beforeAll(async () => {
    vi.stubEnv('TZ', 'UTC');
    const visits: { path: string; sender: string }[] = [];
    const cases = { ...learnCases, ...staffCases, ...ruleCases };
    for (const make of Object.values(cases)) {
      const { sender, path, page, fields } = await make();
      // The notes of a lesson are there once one was saved.
      if (fields.intent === 'save-reflection' && !page)
        await (await TestBrowser.signedInAs(sender)).post(path, fields);
      visits.push({ path: page ?? path, sender }, { path: paths.account(), sender });
    }
    const { id: admin } = await createUser({ roles: ['admin', 'instructor', 'author', 'cadet'] });
    const taught = await publishTeachingCourse();
    const cadet = await taught.addCadet('Ann');
    await taught.complete(cadet.id, taught.lessons.a, { voided: true });
    await db.completion.updateMany({ data: { acceptReason: 'x', acceptedAt: new Date() } });
    await taught.attempt(cadet.id, 1, { scores: [0, 1], chosen: 'tone-b' });
    const attempt = await taught.attempt(cadet.id, 2, { status: 'voided' });
    await fillSeldom({ admin, cadet: cadet.id, attempt: attempt.id, quiz: taught.quiz });
    const cohort = taught.cohort.id;
    const rosters = (await fillRosters()).map((id) => paths.adminRoster(id));
    for (const path of [
      ...rosters,
      paths.adminRosters(),
      paths.adminAudit(),
      paths.adminUsers(),
      paths.adminUsers({ show: 'invited' }),
      paths.adminCohorts(),
      paths.adminPerson(cadet.id),
      paths.teach(),
      paths.taughtCourses(),
      paths.author(),
      paths.cohort(cohort),
      paths.cadet(cohort, cadet.id),
      paths.attemptReview(attempt.id),
      paths.quizStatistics(taught.quiz),
      paths.quizRegrade(taught.quiz),
      paths.cohortExport(cohort),
    ])
      visits.push({ path, sender: admin });
    visits.push(
      { path: paths.record(), sender: cadet.id },
      { path: paths.learn(), sender: cadet.id },
      { path: paths.account(), sender: cadet.id },
    );
    const browsers = new Map<string, TestBrowser>();
    for (const { sender } of visits)
      if (!browsers.has(sender)) browsers.set(sender, await TestBrowser.signedInAs(sender));
    for (const column of written) await overwrite(column, toMark(column));
    for (const [column, toText] of Object.entries(inJson))
      await overwrite(column, toText(toMark(column)));
    const { forgetSnapshot } = await import('#app/features/curriculum/courses/snapshot.server.ts');
    forgetSnapshot();
    for (const { path, sender } of visits) {
      const { status, html } = (await browsers.get(sender)?.get(path)) ?? { status: 0, html: '' };
      expect(status, path).toBeLessThan(500);
      pages.set(`${path} ${sender}`, html);
    }
  });

  test('no page has a tag of theirs, in text, attribute or title', () => {
    expect(pages.size).toBeGreaterThan(60);
    for (const [path, html] of pages)
      if (html.startsWith('<!DOCTYPE html>')) expect(html, path).not.toContain(`<${tag}`);
  });

  test('each is shown somewhere, so that this is tried', () => {
    const all = [...pages.values()].join('\n');
    const columns = [...written, ...Object.keys(inJson)];
    // As HTML writes the quotation mark after it, JSON within HTML, and CSV.
    const endings = ['&quot;', '\\&quot;', '""'];
    const unseen = columns.filter(
      (column) => !endings.some((ending) => all.includes(`${column}${ending}`)),
    );
    expect(unseen).toEqual(shownNowhere);
  });

  test('no field of the table for spreadsheets begins as a formula', () => {
    const table = [...pages].find(([path]) => path.includes('export.csv'))?.[1] ?? '';
    expect(table).toContain(tag);
    const fields = [
      ...table.replace(/^\uFEFF/, '').matchAll(/(?:^|,|\r\n)("(?:[^"]|"")*"|[^,\r\n]*)/g),
    ];
    const begun = fields.map(([, field = '']) => field.replace(/^"/, ''));
    expect(begun.filter((field) => /^\s*[=+@\-\uFF1D\uFF0B\uFF0D\uFF20\t\r]/.test(field))).toEqual(
      [],
    );
  });
});
