import type { Change } from '#app/auth/change.ts';
import type { AttemptReviewForm } from '#app/features/records/gradings/decision-schema.ts';
import { decideAppeal, gradeAnswer } from './manual-mutations.server.ts';
import { type DecisionResult, reopenAttempt, voidAttempt } from './void-mutations.server.ts';

/**
 * What an instructor decides on the page of one attempt.
 * @throws 404 when there is no such attempt, it is not of a cadet of the actor's, or it is their own.
 */
export async function decideAttempt(
  change: Change,
  attemptId: string,
  form: AttemptReviewForm,
): Promise<DecisionResult> {
  switch (form.intent) {
    case 'grade-answer': {
      const { graded } = await gradeAnswer(change, { ...form, attempts: [attemptId] });
      const missed = 'This answer does not wait any more. Look at the attempt as it stands now.';
      return { problem: graded === 1 ? null : missed };
    }
    case 'decide-appeal': {
      const changed = await decideAppeal(change, attemptId, form);
      const same = 'The item has these points already, or none that can be changed.';
      return { problem: changed ? null : same };
    }
    case 'void-attempt':
      return voidAttempt(change, attemptId, form.reason);
    case 'reopen-attempt':
      return reopenAttempt(change, attemptId, form);
  }
}
