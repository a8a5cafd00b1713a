import type { Change } from '#app/auth/change.ts';
import type { FollowDates } from '#app/features/people/cohorts/moved-date-queries.server.ts';
import { endOwnDate, setOwnDate } from '#app/features/people/cohorts/own-date-mutations.server.ts';
import {
  acceptCompletion,
  unacceptCompletion,
} from '#app/features/records/completions/accept-mutations.server.ts';
import { voidCompletion } from '#app/features/records/completions/void-mutations.server.ts';
import type { Refusal } from '#app/http/refusal.ts';
import type { CadetForm } from './cadet-schema.ts';
import { setExtraTime } from './extra-time-mutations.server.ts';

/** Does what a form of a cadet's page asks for. `follow`: what goes on where dates move. @returns why it was refused, or null */
export async function applyCadetForm(
  change: Change,
  cadet: { cohortId: string; userId: string },
  form: CadetForm,
  follow: FollowDates,
): Promise<Refusal | null> {
  switch (form.intent) {
    case 'set-extra-time':
      await setExtraTime(change, cadet, form.factor);
      return null;
    case 'void-completion':
      await voidCompletion(change, { ...cadet, completionId: form.completion }, form.reason);
      return null;
    case 'accept-completion':
      await acceptCompletion(change, { ...cadet, completionId: form.completion }, form.reason);
      return null;
    case 'unaccept-completion':
      await unacceptCompletion(change, { ...cadet, completionId: form.completion });
      return null;
    case 'set-own-date':
      return setOwnDate(change, { ...cadet, courseId: form.course }, form, follow);
    case 'end-own-date':
      return endOwnDate(change, { ...cadet, courseId: form.course }, follow);
    default:
      return form satisfies never;
  }
}
