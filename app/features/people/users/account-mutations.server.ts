import type { Change, Visit } from '#app/auth/change.ts';
import { toStoredId } from '#app/auth/lucia.server.ts';
import { env } from '#app/env.server.ts';
import { changeOwnPassword } from '#app/features/people/sign-in/password-mutations.server.ts';
import { endOwnSessions } from '#app/features/people/sign-in/session-mutations.server.ts';
import type { Refusal } from '#app/http/refusal.ts';
import { toThemeCookie } from '#app/ui/theme-rules.ts';
import type { AccountForm } from './account-schema.ts';
import { askCorrection } from './correction-mutations.server.ts';

/** The one change that a form of the account page asks for. @returns Set-Cookie values that come of it */
export async function applyAccountForm(
  change: Change,
  visit: Visit,
  form: AccountForm,
): Promise<Refusal | string[]> {
  switch (form.intent) {
    case 'ask-correction':
      return (await askCorrection(change, form)) ?? [];
    case 'change-password':
      return changeOwnPassword(change, visit, form);
    case 'end-session':
      await endOwnSessions(change, { id: form.session });
      return [];
    case 'end-other-sessions':
      await endOwnSessions(change, { allBut: toStoredId(visit.cookieHeader) });
      return [];
    case 'choose-appearance':
      return [toThemeCookie(form.theme, env.APP_URL.protocol === 'https:')];
    default:
      return form satisfies never;
  }
}
