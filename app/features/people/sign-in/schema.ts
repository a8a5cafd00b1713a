import { z } from 'zod';
import { mostCharacters } from '#app/auth/password-rules.ts';
import { toSecret } from '#app/auth/secret-rules.ts';
import { toEmailSchema, toSignInNameSchema } from '#app/names.ts';

/** The sign-in form. */
export const signInSchema = z.object({
  email: toSignInNameSchema('Type your e-mail address or your badge number.'),
  password: z
    .string({ error: 'Type your password.' })
    .max(mostCharacters, 'That is longer than any password here can be.'),
  redirectTo: z.string().optional(),
  /** A form that was not taken, see `http/arrived-form.server.ts`. */
  held: z.string().optional(),
});

/** The form that asks for a mail with a link to choose a new password. */
export const forgottenSchema = z.object({
  email: toEmailSchema('Type the e-mail address of your account.'),
});

/**
 * Mails with such links: how many may be asked for from one network within `signInLimits.windowMinutes`, how long a link
 * works, and for how long asking again for the same account brings no second mail.
 */
export const forgottenLimits = { perNetwork: 40, linkMinutes: 60, againMinutes: 5 } as const;

/** A new password, twice. What it may be depends on whose it is: `auth/new-password.server.ts`. */
export const passwordFields = {
  password: z
    .string({ error: 'Choose a password.' })
    .overwrite(toSecret)
    .max(mostCharacters, `Use at most ${mostCharacters} characters.`),
  passwordAgain: z.string({ error: 'Type the same password again.' }).overwrite(toSecret),
};

export const isTypedTwice = (form: { password: string; passwordAgain: string }) =>
  form.password === form.passwordAgain;

export const typedTwice = {
  path: ['passwordAgain'],
  error: 'The two passwords differ. Type the same one twice.',
};

/** The form behind a password link. */
export const newPasswordSchema = z.object(passwordFields).refine(isTypedTwice, typedTwice);

/** The form in which a person changes their own password. */
export const ownPasswordSchema = z
  .object({
    intent: z.literal('change-password'),
    currentPassword: z
      .string({ error: 'Type your present password.' })
      .max(mostCharacters, 'That is longer than any password here can be.'),
    ...passwordFields,
  })
  .refine(isTypedTwice, typedTwice);

/** The forms under a person's own sessions. */
export const ownSessionSchemas = [
  z.object({ intent: z.literal('end-session'), session: z.string().min(1).max(100) }),
  z.object({ intent: z.literal('end-other-sessions') }),
] as const;

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
