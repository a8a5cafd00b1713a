import { closeDatabase, db, raw } from '#app/db/client.server.ts';

/**
 * Copies everybody and everything about them `times` times over, with new ids: `tsx tests/bench/academy/grow.ts <from> <to>`
 * makes copies number from+1 to `to`. Done in SQL, so that fifty thousand histories take a minute and not an hour.
 */

const [from = 0, to = 1] = process.argv.slice(2).map(Number);

const copied = {
  User: { keys: ['id', 'email'], rest: ['name', 'foldedName', 'passwordHash', 'createdAt'] },
  UserRole: { keys: ['userId'], rest: ['role'] },
  Cohort: { keys: ['id', 'name'], rest: ['timeZone', 'startsOn', 'createdAt'] },
  Enrollment: { keys: ['id', 'cohortId', 'userId'], rest: ['enrolledAt'] },
  Assignment: {
    keys: ['id', 'cohortId'],
    rest: ['courseId', 'opensOn', 'dueOn', 'timeZone', 'createdAt'],
  },
  LessonProgress: {
    keys: ['userId'],
    rest: [
      'lessonId',
      'revisionId',
      'block',
      'lastBlock',
      'reachedEnd',
      'activeSeconds',
      'firstViewedAt',
      'lastViewedAt',
    ],
  },
  Completion: {
    keys: ['id', 'userId'],
    rest: ['lessonId', 'revisionId', 'completedAt', 'minutes', 'activeSeconds', 'ruleJson'],
  },
  Attempt: {
    keys: ['id', 'userId'],
    rest: ['quizId', 'revisionId', 'number', 'seed', 'status', 'startedAt', 'submittedAt'],
  },
  Grading: {
    keys: ['id', 'attemptId'],
    rest: [
      'sequence',
      'kind',
      'revisionId',
      'points',
      'maxPoints',
      'score',
      'passed',
      'detailJson',
      'gradedAt',
    ],
  },
} as const;

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

for (const [table, { keys, rest }] of Object.entries(copied)) {
  const values = [
    ...keys.map((key) => `'copy' || n || '-' || "${key}"`),
    ...rest.map((name) => `"${name}"`),
  ];
  // Originals are the rows whose key is not a copy's.
  const sql = `
    INSERT INTO "${table}" (${quoted([...keys, ...rest])})
    WITH RECURSIVE copies(n) AS (SELECT ${from + 1} UNION ALL SELECT n + 1 FROM copies WHERE n < ${to})
    SELECT ${values.join(', ')} FROM "${table}" CROSS JOIN copies WHERE "${keys[0]}" NOT LIKE 'copy%-%'`;
  await db.$executeRaw(raw(sql));
}
await db.$executeRaw(raw('ANALYZE'));
await closeDatabase();
