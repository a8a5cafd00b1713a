import { z } from 'zod';
import { isTypedTwice, passwordFields, typedTwice } from '#app/features/people/sign-in/schema.ts';
import { toEmailSchema, toPersonNameSchema, toPlainText, toShortTextSchema } from '#app/names.ts';
import { readCode } from './rules.ts';

/** The form behind an invitation link. */
export const acceptInvitationSchema = z
  .object({
    name: toPersonNameSchema('Type your name as it should stand on your record.'),
    email: toEmailSchema('Type your e-mail address.'),
    ...passwordFields,
  })
  .refine(isTypedTwice, typedTwice);

/** The form in which the code of a slip is typed. */
export const activateSchema = z.object({
  code: z
    .string({ error: 'Type the code on your slip.' })
    .max(200, 'A code has 16 letters and digits.')
    .transform((typed, context) => {
      const code = readCode(typed);
      if (code !== null) return code;
      context.addIssue({
        code: 'custom',
        message: 'A code has 16 letters and digits. Compare this with your slip.',
      });
      return z.NEVER;
    }),
});

/** The most characters of a reason. */
export const reasonLimit = 500;

const reasonFields = {
  reason: z
    .string({ error: 'Say why in a few words.' })
    .overwrite(toPlainText)
    .min(3, 'Say why in a few words.')
    .max(reasonLimit, 'Shorten this to 500 characters.'),
};

const detailFields = {
  name: toPersonNameSchema('Write the name as it should stand on the record.'),
  // Who has none signs in with a number.
  email: toEmailSchema('Write the e-mail address to sign in with.')
    .optional()
    .transform((email) => email ?? null),
  ...reasonFields,
};

/** The most characters of what an academy knows a person by, beside name and address. */
export const identityLimits = {
  givenName: 120,
  familyName: 120,
  preferredName: 120,
  badgeNumber: 40,
  employeeNumber: 80,
  rank: 120,
  agency: 120,
} as const;

const identityFields = {
  givenName: toShortTextSchema(identityLimits.givenName),
  familyName: toShortTextSchema(identityLimits.familyName),
  preferredName: toShortTextSchema(identityLimits.preferredName),
  badgeNumber: toShortTextSchema(identityLimits.badgeNumber),
  employeeNumber: toShortTextSchema(identityLimits.employeeNumber),
  rank: toShortTextSchema(identityLimits.rank),
  agency: toShortTextSchema(identityLimits.agency),
};

/** The form in which a person asks for a correction of their name or address. */
export const askCorrectionSchema = z.object({
  intent: z.literal('ask-correction'),
  ...detailFields,
});

/** The forms of an administrator about one person. */
export const personFormSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('correct-person'), ...detailFields, ...identityFields }),
  z.object({ intent: z.literal('decline-correction'), ...reasonFields }),
  z.object({ intent: z.literal('reset-second-factor'), ...reasonFields }),
  z.object({ intent: z.literal('end-all-sessions') }),
  z.object({ intent: z.literal('make-slip') }),
  z.object({ intent: z.literal('withdraw-link'), invitationId: z.string().min(1).max(100) }),
  z.object({
    intent: z.literal('unlink-identity'),
    identityId: z.string().min(1).max(100),
    ...reasonFields,
  }),
]);

export type PersonForm = z.infer<typeof personFormSchema>;

/** What a person asks for. */
export type CorrectionForm = Omit<z.infer<typeof askCorrectionSchema>, 'intent'>;

/** What an administrator decides. */
export type CorrectedForm = Omit<Extract<PersonForm, { intent: 'correct-person' }>, 'intent'>;

/** The password of every account of the demo academy, which runs on a database of its own. */
export const demoPassword = 'rapport-demo';
