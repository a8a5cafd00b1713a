import { z } from 'zod';
import { isTypedTwice, passwordFields, typedTwice } from '#app/features/people/sign-in/schema.ts';
import { toEmailSchema, toPersonNameSchema, toPlainText } from '#app/names.ts';

/** The form behind an invitation link. */
export const acceptInvitationSchema = z
  .object({
    name: toPersonNameSchema('Type your name as it should stand on your record.'),
    email: toEmailSchema('Type your e-mail address.'),
    ...passwordFields,
  })
  .refine(isTypedTwice, typedTwice);

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
  email: toEmailSchema('Write the e-mail address to sign in with.'),
  ...reasonFields,
};

/** The form in which a person asks for a correction of their name or address. */
export const askCorrectionSchema = z.object({
  intent: z.literal('ask-correction'),
  ...detailFields,
});

/** The forms of an administrator about one person. */
export const personFormSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('correct-person'), ...detailFields }),
  z.object({ intent: z.literal('decline-correction'), ...reasonFields }),
  z.object({ intent: z.literal('reset-second-factor'), ...reasonFields }),
  z.object({ intent: z.literal('end-all-sessions') }),
  z.object({
    intent: z.literal('unlink-identity'),
    identityId: z.string().min(1).max(100),
    ...reasonFields,
  }),
]);

export type PersonForm = z.infer<typeof personFormSchema>;

/** What a person asks for, or an administrator decides. */
export type CorrectionForm = Omit<z.infer<typeof askCorrectionSchema>, 'intent'>;

/** The password of every account of the demo academy, which runs on a database of its own. */
export const demoPassword = 'rapport-demo';
