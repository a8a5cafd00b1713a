import type { AuditAction } from '#app/features/audit/schema.ts';
import type { AttackRequest } from './request.ts';

/**
 * What the database may look like after an attack: every change was made by who may make it, stands in the audit log, and
 * came with an answer that said so. Who may do what is written out again: the application's own rules are what is tried.
 */

/** A row of a table, as JSON has it. */
export type Row = Readonly<Record<string, unknown>>;
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** A request that was answered. */
export type Asked = { request: AttackRequest; status: number };

/** `owner`: of the record; `teacher`: of a cohort of its cadet; `visitor`: whoever shows a secret; `system`: nobody. */
type Who = 'owner' | 'teacher' | 'admin' | 'visitor' | 'system';

const mayDo = {
  'sign-in': ['visitor'],
  'sign-out': ['owner'],
  'accept-invitation': ['visitor'],
  'refuse-sign-in': ['system'],
  'end-sessions': ['owner'],
  'end-all-sessions': ['admin'],
  'change-password': ['owner', 'visitor'],
  'ask-correction': ['owner'],
  'turn-on-second-factor': ['owner', 'visitor'],
  'turn-off-second-factor': ['owner'],
  'reset-second-factor': ['admin'],
  'change-app': ['owner'],
  'remove-app': ['owner'],
  'add-passkey': ['owner'],
  'remove-passkey': ['owner'],
  'make-recovery-codes': ['owner'],
  'use-recovery-code': ['owner', 'visitor'],
  'refuse-code': ['owner', 'system'],
  'confirm-session': ['owner', 'visitor'],
  'disable-user': ['admin'],
  'enable-user': ['admin'],
  'change-roles': ['admin'],
  'make-password-link': ['admin'],
  // Asked for by whoever names an address; the message leaves later, by itself.
  'mail-password-link': ['system'],
  'correct-person': ['admin'],
  'decline-correction': ['admin'],
  'create-invitation': ['admin'],
  'withdraw-invitation': ['admin'],
  'create-cohort': ['admin'],
  'change-cohort': ['admin'],
  'remove-cohort': ['admin'],
  'archive-cohort': ['admin'],
  'bring-back-cohort': ['admin'],
  'add-instructor': ['admin'],
  'remove-instructor': ['admin'],
  'enroll-cadet': ['admin', 'visitor'],
  'withdraw-cadet': ['admin'],
  'assign-course': ['admin'],
  'change-assignment': ['admin'],
  'unassign-course': ['admin'],
  'grant-extra-time': ['teacher', 'admin'],
  'end-extra-time': ['teacher', 'admin'],
  'set-own-date': ['teacher', 'admin'],
  'end-own-date': ['teacher', 'admin'],
  'open-lesson': ['admin'],
  'hold-lesson-back': ['admin'],
  'void-completion': ['teacher', 'admin'],
  'accept-completion': ['teacher', 'admin'],
  'unaccept-completion': ['teacher', 'admin'],
  'void-attempt': ['teacher', 'admin'],
  'reopen-attempt': ['teacher', 'admin'],
  'regrade-attempt': ['teacher', 'admin'],
  'grade-answer': ['teacher', 'admin'],
  'decide-appeal': ['teacher', 'admin'],
  'regrade-quiz': ['teacher', 'admin'],
  // A grade that passes a quiz completes what waited for it.
  'complete-lesson': ['owner', 'teacher', 'admin'],
  'start-attempt': ['owner'],
  'submit-attempt': ['owner'],
  'refuse-response': ['owner', 'system'],
  'expire-attempt': ['owner', 'system'],
  // The attacked server has no single sign-on.
  'create-account': [],
  'import-account': ['admin'],
  'apply-roster': ['admin'],
  'link-identity': [],
  'unlink-identity': ['admin'],
  'publish-revision': [],
  'retire-content': [],
  'schedule-revision': [],
  'unschedule-revision': [],
} satisfies Record<AuditAction['action'], readonly Who[]>;

/** What may stand in the log although the answer refused, or came to who only looked. */
const besidesRefusals = ['refuse-sign-in', 'refuse-code', 'refuse-response', 'expire-attempt'];

const text = (row: Row | undefined, column: string): string => {
  const value = row?.[column];
  return value === null || value === undefined ? '' : String(value);
};

/** Rows of both moments: whoever was allowed at either of them may have acted. */
class Relations {
  constructor(private readonly moments: readonly [Tables, Tables]) {}

  all(table: string): readonly Row[] {
    return this.moments.flatMap((tables) => tables[table] ?? []);
  }

  hasRole(userId: string, role: string): boolean {
    return this.all('UserRole').some(
      (row) => text(row, 'userId') === userId && text(row, 'role') === role,
    );
  }

  /** Whose record an event is about, '' when it is nobody's. */
  ownerOf(subjectType: string, subjectId: string): string {
    if (subjectType === 'user') return subjectId;
    const table = { attempt: 'Attempt', completion: 'Completion', enrollment: 'Enrollment' }[
      subjectType
    ];
    const row = table && this.all(table).find((one) => text(one, 'id') === subjectId);
    return text(row || undefined, 'userId');
  }

  teaches(instructor: string, cadet: string): boolean {
    const cohorts = this.all('CohortInstructor')
      .filter((row) => text(row, 'userId') === instructor)
      .map((row) => text(row, 'cohortId'));
    return this.all('Enrollment').some(
      (row) => text(row, 'userId') === cadet && cohorts.includes(text(row, 'cohortId')),
    );
  }
}

function isAllowed(event: Row, request: AttackRequest, relations: Relations): boolean {
  const actor = text(event, 'actorId');
  const owner = relations.ownerOf(text(event, 'subjectType'), text(event, 'subjectId'));
  const isRole: Record<Who, () => boolean> = {
    owner: () => actor !== '' && actor === request.userId && actor === owner,
    teacher: () =>
      actor === request.userId &&
      relations.hasRole(actor, 'instructor') &&
      (owner === '' || relations.teaches(actor, owner)),
    admin: () => actor === request.userId && relations.hasRole(actor, 'admin'),
    visitor: () => /^\/(login|invitations\/)/.test(request.target),
    system: () => actor === '',
  };
  const allowed: readonly Who[] = mayDo[text(event, 'action') as keyof typeof mayDo] ?? [];
  return allowed.some((who) => isRole[who]());
}

function judgeEvents(
  events: readonly Row[],
  asked: ReadonlyMap<string, Asked>,
  relations: Relations,
): string[] {
  return events.flatMap((event) => {
    const action = text(event, 'action');
    const requestId = text(event, 'requestId');
    const say = (words: string) => `${words}: ${JSON.stringify(event)}`;
    if (requestId === '') return text(event, 'actorId') === '' ? [] : [say('event of no request')];
    const cause = asked.get(requestId);
    // Its connection was cut before the answer came.
    if (!cause) return [];
    const { request, status } = cause;
    const by = ` by request ${request.k} (${request.kind})`;
    const faults: string[] = [];
    if (request.foreign) faults.push(say(`change from another site${by}`));
    if (!isAllowed(event, request, relations)) faults.push(say(`change by who may not${by}`));
    if (besidesRefusals.includes(action)) return faults;
    if (status >= 400) faults.push(say(`change though refused (${status})${by}`));
    if (request.method !== 'POST') faults.push(say(`change by looking${by}`));
    return faults;
  });
}

/** Tables whose every change stands in the audit log, and columns of theirs that are no decision of anybody. */
const audited: Readonly<Record<string, readonly string[]>> = {
  User: ['signedInAt', 'foldedName'],
  Passkey: ['counter', 'usedAt'],
  UserRole: [],
  ExternalId: [],
  Cohort: ['words'],
  CohortInstructor: [],
  Enrollment: [],
  Assignment: [],
  OwnDate: [],
  ExtraTime: [],
  LessonOpening: [],
  Invitation: ['sealedToken', 'sealedUntil'],
  Correction: [],
  Completion: [],
  Attempt: ['tallied'],
  Grading: [],
  Reopening: [],
  Regrade: [],
};

/** Tables of what people write of their own, and where the owner of a row is found. */
const own: Readonly<Record<string, (row: Row, relations: Relations) => string>> = {
  LessonProgress: (row) => text(row, 'userId'),
  CheckAnswer: (row) => text(row, 'userId'),
  Reflection: (row) => text(row, 'userId'),
  ScenarioRun: (row) => text(row, 'userId'),
  Response: (row, relations) => relations.ownerOf('attempt', text(row, 'attemptId')),
  ScenarioChoice: (row, relations) =>
    text(
      relations.all('ScenarioRun').find((run) => text(run, 'id') === text(row, 'runId')),
      'userId',
    ),
};

function without(row: Row, columns: readonly string[]): string {
  return JSON.stringify(Object.entries(row).filter(([name]) => !columns.includes(name)));
}

/** Rows that stand in one of the moments only, or otherwise in each. */
function listChanged(table: string, [before, after]: readonly [Tables, Tables]): Row[] {
  const ignored = audited[table] ?? [];
  const [old, now] = [before, after].map((tables) => tables[table] ?? []) as [Row[], Row[]];
  const [oldTexts, nowTexts] = [old, now].map(
    (rows) => new Set(rows.map((row) => without(row, ignored))),
  ) as [Set<string>, Set<string>];
  return [
    ...old.filter((row) => !nowTexts.has(without(row, ignored))),
    ...now.filter((row) => !oldTexts.has(without(row, ignored))),
  ];
}

// Whom and what a row is about; who decided it says nothing of whether it was told.
function listIds(row: Row): string[] {
  return Object.entries(row).flatMap(([name, value]) =>
    /(^i|I)d$/.test(name) && !name.endsWith('ById') && typeof value === 'string' && value !== ''
      ? [value]
      : [],
  );
}

/** The faults that the database shows. `asked`: every answered request by the number that its answer has. */
export function judgeEvidence(
  moments: readonly [Tables, Tables],
  asked: ReadonlyMap<string, Asked>,
): { faults: string[]; events: number; changed: number } {
  const relations = new Relations(moments);
  const events = listChanged('AuditEvent', moments);
  const faults = judgeEvents(events, asked, relations);
  const told = events.map((event) =>
    [
      relations.ownerOf(text(event, 'subjectType'), text(event, 'subjectId')),
      ...['subjectId', 'beforeJson', 'afterJson'].map((name) => text(event, name)),
    ].join(' '),
  );
  let changed = 0;
  for (const table of Object.keys(audited))
    for (const row of listChanged(table, moments)) {
      changed += 1;
      if (!listIds(row).some((id) => told.some((words) => words.includes(id))))
        faults.push(`change without an event in ${table}: ${JSON.stringify(row)}`);
    }
  const active = new Set(
    [...asked.values()].filter(({ status }) => status < 400).map(({ request }) => request.userId),
  );
  // A completion that is struck out takes what was read for it along.
  const decided = new Set(
    events.map((event) => relations.ownerOf(text(event, 'subjectType'), text(event, 'subjectId'))),
  );
  for (const [table, ownerOf] of Object.entries(own))
    for (const row of listChanged(table, moments)) {
      changed += 1;
      const owner = ownerOf(row, relations);
      if (!active.has(owner) && !(table === 'LessonProgress' && decided.has(owner)))
        faults.push(`another person's ${table} changed: ${JSON.stringify(row)}`);
    }
  return { faults, events: events.length, changed };
}

/** The tables that are looked at: every table of the schema is one of these, or excused in tests/attacks/refusals.db.test.ts. */
export const lookedAt: readonly string[] = [...Object.keys(audited), ...Object.keys(own)];
