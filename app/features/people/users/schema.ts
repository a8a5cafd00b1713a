import { z } from 'zod';
import { toSecret } from '#app/auth/secret-rules.ts';
import { toEmailSchema, toPersonNameSchema, toPlainText } from '#app/names.ts';

/** The sign-in form. */
export const signInSchema = z.object({
  email: toEmailSchema('Type the e-mail address of your account.'),
  password: z
    .string({ error: 'Type your password.' })
    .max(200, 'That is longer than any password here can be.'),
  redirectTo: z.string().optional(),
  /** A form that was not taken, see `http/arrived-form.server.ts`. */
  held: z.string().optional(),
});

// Password rules after NIST SP 800-63B: length counts, composition does not.
const passwordFields = {
  password: z
    .string({ error: 'Choose a password.' })
    .overwrite(toSecret)
    .min(12, 'Use at least 12 characters. A short sentence works well.')
    .max(200, 'Use at most 200 characters.'),
  passwordAgain: z.string({ error: 'Type the same password again.' }).overwrite(toSecret),
};

const isTypedTwice = (form: { password: string; passwordAgain: string }) =>
  form.password === form.passwordAgain;

const typedTwice = {
  path: ['passwordAgain'],
  error: 'The two passwords differ. Type the same one twice.',
};

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
export const askCorrectionSchema = z.object(detailFields);

/** The forms of an administrator about one person. */
export const personFormSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('correct-person'), ...detailFields }),
  z.object({ intent: z.literal('decline-correction'), ...reasonFields }),
]);

export type AskCorrectionForm = z.infer<typeof askCorrectionSchema>;
export type CorrectPersonForm = AskCorrectionForm;

/** The form behind a password link. */
export const newPasswordSchema = z.object(passwordFields).refine(isTypedTwice, typedTwice);

/**
 * Tries at the sign-in form that may fail within the window before further ones wait: for an account until the window has
 * passed, from a network in a line of its own. `busySeconds`: when to come back where that line is full.
 */
export const signInLimits = {
  windowMinutes: 15,
  perAccount: 10,
  perNetwork: 100,
  busySeconds: 60,
} as const;

/** The password of every account of the demo academy, which runs on a database of its own. */
export const demoPassword = 'rapport-demo';
