import { z } from 'zod';
import { toSecret } from '#app/auth/secret-rules.ts';
import { toEmailSchema, toPersonNameSchema } from '#app/names.ts';

/** The sign-in form. */
export const signInSchema = z.object({
  email: toEmailSchema('Type the e-mail address of your account.'),
  password: z
    .string({ error: 'Type your password.' })
    .max(200, 'That is longer than any password here can be.'),
  redirectTo: z.string().optional(),
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

/** The form behind a password link. */
export const newPasswordSchema = z.object(passwordFields).refine(isTypedTwice, typedTwice);

/** Tries at the sign-in form that may fail within the window before further ones wait. */
export const signInLimits = { windowMinutes: 15, perAccount: 10, perAddress: 100 } as const;

/** The password of every account of the demo academy, which runs on a database of its own. */
export const demoPassword = 'rapport-demo';
