import { z } from 'zod';
import { roles } from '#app/auth/permissions.ts';
import { emptyList, parsePeople, peopleLimit } from '#app/features/people/cohorts/roster-rules.ts';
import { whyNoCohort } from './rules.ts';

/** What the page of people takes from an administrator's browser. Client-safe: no I/O here. */

const idSchema = z.string().min(1).max(100);
const roleSchema = z.enum(roles);

/** The list's filters, from the URL. Whatever makes no sense counts as not set. */
export const userListSchema = z.object({
  show: z.enum(['invited', 'disabled']).optional().catch(undefined),
  q: z.string().trim().catch(''),
  role: z.enum(roles).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  /** Id of the account that was just changed, or 'invitation'. */
  changed: z.string().max(100).catch(''),
});

/** The page of slips, from the URL. */
export const slipPageSchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

const countSchema = z.coerce.number().int().min(0).max(100_000);

/** What became of an invitation, from the URL of the page that shows its links. */
export const linksDoneSchema = z.object({
  made: countSchema.nullable().default(null).catch(null),
  kept: countSchema.catch(0),
  twice: countSchema.catch(0),
});

const invitePeopleSchema = z
  .object({
    intent: z.literal('invite-people'),
    people: z.string({ error: emptyList }).transform((text, context) => {
      const { people, problems } = parsePeople(text);
      for (const message of problems) context.addIssue({ code: 'custom', message });
      return people;
    }),
    roles: z.array(roleSchema).min(1, 'Tick at least one role.'),
    cohortId: idSchema.optional(),
    // Addresses with an invitation that works: those that were asked about, and those to withdraw it for.
    asked: z.array(z.string().max(254)).max(peopleLimit).default([]),
    renew: z.array(z.string().max(254)).max(peopleLimit).default([]),
  })
  .superRefine((form, context) => {
    const message = whyNoCohort(form.roles, form.cohortId);
    if (message) context.addIssue({ code: 'custom', path: ['cohortId'], message });
  });

/** A form of the page of people. */
export const userFormSchema = z.discriminatedUnion('intent', [
  invitePeopleSchema,
  z.object({
    intent: z.literal('change-roles'),
    userId: idSchema,
    roles: z.array(roleSchema).max(roles.length),
  }),
  z.object({ intent: z.literal('disable-user'), userId: idSchema }),
  z.object({ intent: z.literal('enable-user'), userId: idSchema }),
  z.object({ intent: z.literal('make-password-link'), userId: idSchema }),
  z.object({ intent: z.literal('renew-link'), invitationId: idSchema }),
  z.object({ intent: z.literal('withdraw-invitation'), invitationId: idSchema }),
]);

/** The list's filters, parsed. */
export type UserListFilter = z.infer<typeof userListSchema>;

export type UserForm = z.infer<typeof userFormSchema>;
export type InviteForm = Extract<UserForm, { intent: 'invite-people' }>;

/** Whether a form gives rights over others or over an account: who sends it is asked to show who they are. */
export function givesRights(form: UserForm): boolean {
  if (form.intent === 'invite-people') return form.roles.some((role) => role !== 'cadet');
  return form.intent === 'change-roles' || form.intent === 'make-password-link';
}
