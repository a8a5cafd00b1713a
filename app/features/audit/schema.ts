/** What can be recorded, as `verb-noun`, and about which kind of thing. A new change needs a line here first. */
export type AuditAction =
  | {
      action: 'sign-in' | 'sign-out' | 'accept-invitation' | 'disable-user' | 'enable-user';
      subject: 'user';
    }
  | { action: 'refuse-sign-in' | 'end-sessions' | 'end-all-sessions'; subject: 'user' }
  | { action: 'change-roles' | 'change-password'; subject: 'user' }
  | { action: 'make-password-link' | 'mail-password-link'; subject: 'user' }
  | { action: 'turn-on-second-factor' | 'turn-off-second-factor'; subject: 'user' }
  | { action: 'reset-second-factor' | 'change-app' | 'make-recovery-codes'; subject: 'user' }
  | { action: 'add-passkey' | 'remove-passkey' | 'remove-app'; subject: 'user' }
  | { action: 'use-recovery-code' | 'refuse-code' | 'confirm-session'; subject: 'user' }
  | { action: 'import-account'; subject: 'user' }
  | { action: 'apply-roster'; subject: 'roster' }
  | { action: 'create-account' | 'link-identity' | 'unlink-identity'; subject: 'user' }
  | { action: 'ask-correction' | 'correct-person' | 'decline-correction'; subject: 'user' }
  | { action: 'grant-extra-time' | 'end-extra-time'; subject: 'user' }
  | { action: 'create-invitation' | 'withdraw-invitation'; subject: 'invitation' }
  | { action: 'create-cohort' | 'change-cohort' | 'remove-cohort'; subject: 'cohort' }
  | { action: 'archive-cohort' | 'bring-back-cohort'; subject: 'cohort' }
  | { action: 'add-instructor' | 'remove-instructor'; subject: 'cohort' }
  | { action: 'enroll-cadet' | 'withdraw-cadet'; subject: 'enrollment' }
  | { action: 'set-own-date' | 'end-own-date'; subject: 'enrollment' }
  | { action: 'assign-course' | 'change-assignment' | 'unassign-course'; subject: 'assignment' }
  | { action: 'publish-revision' | 'retire-content'; subject: 'content' }
  | { action: 'schedule-revision' | 'unschedule-revision'; subject: 'content' }
  | { action: 'open-lesson' | 'hold-lesson-back'; subject: 'content' }
  | { action: 'complete-lesson' | 'void-completion'; subject: 'completion' }
  | { action: 'accept-completion' | 'unaccept-completion'; subject: 'completion' }
  | {
      action: 'start-attempt' | 'submit-attempt' | 'expire-attempt' | 'void-attempt';
      subject: 'attempt';
    }
  | { action: 'refuse-response' | 'reopen-attempt'; subject: 'attempt' }
  | { action: 'regrade-attempt' | 'grade-answer' | 'decide-appeal'; subject: 'attempt' }
  | { action: 'regrade-quiz'; subject: 'content' };

/** One event to record: who did what to which thing, with what stood before and after. */
export type AuditEntry = AuditAction & {
  /** null: the system itself. */
  actorId: string | null;
  subjectId: string;
  before?: unknown;
  after?: unknown;
  requestId?: string;
};
