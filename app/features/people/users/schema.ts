import { z } from 'zod';
import { toNameSchema } from '#app/names.ts';

/** The sign-in form. */
export const signInSchema = z.object({
  email: z
    .string({ error: 'Type the e-mail address of your account.' })
    .trim()
    .toLowerCase()
    .max(254, 'That is too long for an e-mail address.'),
  password: z
    .string({ error: 'Type your password.' })
    .max(200, 'That is longer than any password here can be.'),
  redirectTo: z.string().optional(),
});

// Password rules after NIST SP 800-63B: length counts, composition does not.
const passwordFields = {
  password: z
    .string({ error: 'Choose a password.' })
    .min(12, 'Use at least 12 characters. A short sentence works well.')
    .max(200, 'Use at most 200 characters.'),
  passwordAgain: z.string({ error: 'Type the same password again.' }),
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
    name: toNameSchema(
      { min: 2, max: 120 },
      {
        none: 'Type your name as it should stand on your record.',
        short: 'Type your full name.',
        long: 'Shorten the name to 120 characters.',
      },
    ),
    email: z
      .string({ error: 'Type your e-mail address.' })
      .trim()
      .toLowerCase()
      .pipe(z.email('This does not look like an e-mail address: name@example.org.')),
    ...passwordFields,
  })
  .refine(isTypedTwice, typedTwice);

/** The form behind a password link. */
export const newPasswordSchema = z.object(passwordFields).refine(isTypedTwice, typedTwice);

/** Tries at the sign-in form that may fail within the window before further ones wait. */
export const signInLimits = { windowMinutes: 15, perAccount: 10, perAddress: 100 } as const;

/** The password of every account of the demo academy, which runs on a database of its own. */
export const demoPassword = 'rapport-demo';
