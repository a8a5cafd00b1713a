import type { AuditAction } from './schema.ts';

/** How an event of the audit log reads. Pure: no I/O here. */

type Action = AuditAction['action'];

/**
 * What is done, up to the name of what it is done to; `alone` when the sentence ends there. `person`: what joins the name of
 * the person that the event is about to that of the thing.
 */
type Wording = { verb: string; alone?: true; person?: string };

const wordings: Record<Action, Wording> = {
  'sign-in': { verb: 'signed in', alone: true },
  'sign-out': { verb: 'signed out', alone: true },
  'refuse-sign-in': { verb: 'refused a sign-in to the account of' },
  'end-sessions': { verb: 'ended other sessions of their own', alone: true },
  'end-all-sessions': { verb: 'ended all sessions of' },
  'create-account': { verb: 'made, by single sign-on, the account of' },
  'import-account': { verb: 'made, by a list of people, the account of' },
  'apply-roster': { verb: 'imported the list of people' },
  'link-identity': { verb: 'linked to single sign-on the account of' },
  'unlink-identity': { verb: 'unlinked from single sign-on the account of' },
  'accept-invitation': { verb: 'accepted an invitation', alone: true },
  'disable-user': { verb: 'disabled the account of' },
  'enable-user': { verb: 'enabled the account of' },
  'change-roles': { verb: 'changed the roles of' },
  'make-password-link': { verb: 'made a password link for' },
  'mail-password-link': { verb: 'mailed a password link to' },
  'change-password': { verb: 'chose a new password', alone: true },
  'turn-on-second-factor': { verb: 'turned on a second factor', alone: true },
  'turn-off-second-factor': { verb: 'turned off their second factor', alone: true },
  'reset-second-factor': { verb: 'reset the second factor of' },
  'change-app': { verb: 'set up an app for their codes', alone: true },
  'remove-app': { verb: 'removed the app for their codes', alone: true },
  'add-passkey': { verb: 'made a passkey', alone: true },
  'remove-passkey': { verb: 'removed a passkey', alone: true },
  'make-recovery-codes': { verb: 'made new recovery codes', alone: true },
  'use-recovery-code': { verb: 'used a recovery code', alone: true },
  'refuse-code': { verb: 'refused a code or passkey, after the right password, to the account of' },
  'confirm-session': { verb: 'showed again who they are', alone: true },
  'ask-correction': { verb: 'asked for a correction of the name or address of' },
  'correct-person': { verb: 'corrected the name, numbers or address of' },
  'decline-correction': { verb: 'declined a correction of the name or address of' },
  'grant-extra-time': { verb: 'granted extra time in quizzes to' },
  'end-extra-time': { verb: 'ended the extra time of' },
  'create-invitation': { verb: 'invited' },
  'withdraw-invitation': { verb: 'withdrew the invitation of' },
  'create-cohort': { verb: 'made the cohort' },
  'change-cohort': { verb: 'changed the cohort' },
  'archive-cohort': { verb: 'archived the cohort' },
  'bring-back-cohort': { verb: 'brought back the cohort' },
  'remove-cohort': { verb: 'removed the cohort' },
  'add-instructor': { verb: 'added', person: 'as an instructor of' },
  'remove-instructor': { verb: 'removed', person: 'from the instructors of' },
  'enroll-cadet': { verb: 'enrolled' },
  'withdraw-cadet': { verb: 'withdrew' },
  'set-own-date': { verb: 'set an own due date for' },
  'end-own-date': { verb: 'removed the own due date of' },
  'assign-course': { verb: 'assigned' },
  'change-assignment': { verb: 'changed the dates of' },
  'unassign-course': { verb: 'took back' },
  'publish-revision': { verb: 'published' },
  'retire-content': { verb: 'retired' },
  'schedule-revision': { verb: 'scheduled a new revision of' },
  'unschedule-revision': { verb: 'took back the scheduled revision of' },
  'open-lesson': { verb: 'opened, without the local rules that it needs,' },
  'hold-lesson-back': { verb: 'held back from cadets, until its local rules are written,' },
  'complete-lesson': { verb: 'completed' },
  'void-completion': { verb: 'voided the completion of' },
  'accept-completion': { verb: 'accepted, in spite of the time measured, the completion of' },
  'unaccept-completion': { verb: 'took back the acceptance of the completion of' },
  'start-attempt': { verb: 'started' },
  'submit-attempt': { verb: 'submitted' },
  'expire-attempt': { verb: 'closed, at its deadline,' },
  'void-attempt': { verb: 'voided' },
  'reopen-attempt': { verb: 'opened again' },
  'regrade-quiz': { verb: 'applied a fixed key to' },
  'regrade-attempt': { verb: 'graded again, by a fixed key,' },
  'grade-answer': { verb: 'read an answer in' },
  'decide-appeal': { verb: 'changed, on appeal, the points of' },
  'refuse-response': { verb: 'sent an answer that was not counted to' },
};

const subjectNames: Record<AuditAction['subject'], string> = {
  user: 'account',
  invitation: 'invitation',
  roster: 'list of people',
  cohort: 'cohort',
  enrollment: 'enrollment',
  assignment: 'assignment',
  content: 'content',
  completion: 'completion',
  attempt: 'attempt',
};

/** Every action that can be recorded, in the order of the list of filters. */
export const auditActions = Object.keys(wordings) as Action[];

/** Every kind of thing that events are about. */
export const auditSubjects = Object.keys(subjectNames) as AuditAction['subject'][];

/** A stored event's parts that its sentence is made of; `before` and `after` as parsed from JSON. */
export type EventParts = {
  actorName: string | null;
  action: string;
  subjectType: string;
  subjectId: string;
  /** The thing's name for readers, if it is known. */
  subjectName: string | null;
  /** The name of the person that `findPersonId` finds. */
  personName: string | null;
  before: unknown;
  after: unknown;
};

type StoredEvent = Pick<EventParts, 'action' | 'before' | 'after'>;

const isAction = (text: string): text is Action => text in wordings;
const isSubject = (text: string): text is AuditAction['subject'] => text in subjectNames;

/** An event as one sentence: 'Wanda Achebe changed the roles of Alex Moreau, from cadet to cadet, author.' */
export function toSentence(event: EventParts): string {
  const who = event.actorName ?? 'Rapport';
  const kind = isSubject(event.subjectType) ? subjectNames[event.subjectType] : event.subjectType;
  const what = event.subjectName ?? `${kind} ${event.subjectId.slice(0, 12)}`;
  const wording: Wording = isAction(event.action)
    ? wordings[event.action]
    : { verb: `${event.action}:` };
  const person = event.personName ?? `account ${findPersonId(event)?.slice(0, 12)}`;
  const subject = wording.person ? ` ${person} ${wording.person} ${what}` : ` ${what}`;
  return `${who} ${wording.verb}${wording.alone ? '' : subject}${toDetail(event)}.`;
}

/** The id of the person that an event is about beside its subject, or null. */
export function findPersonId({ action, before, after }: StoredEvent): string | null {
  if (!isAction(action) || !('person' in wordings[action])) return null;
  const found = [after, before].map(readUserId).find(Boolean);
  return found ?? null;
}

function readUserId(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('userId' in value)) return null;
  return typeof value.userId === 'string' ? value.userId : null;
}

function toDetail({ action, before, after }: EventParts): string {
  const [from, to] = [listRoles(before), listRoles(after)];
  if (action === 'change-roles' && from && to) return `, from ${from} to ${to}`;
  return to ? ` as ${to}` : '';
}

function listRoles(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('roles' in value)) return null;
  if (!Array.isArray(value.roles)) return null;
  return value.roles.length === 0 ? 'no role' : value.roles.map(String).join(', ');
}
