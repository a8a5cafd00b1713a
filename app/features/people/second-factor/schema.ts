import { z } from 'zod';
import { mostCharacters } from '#app/auth/password-rules.ts';
import { ownPasswordSchema } from '#app/features/people/sign-in/schema.ts';
import { toPlainText } from '#app/names.ts';
import { toOneTimeCode, toRecoveryCode } from './rules.ts';

/** What forms of a second factor hold. Client-safe: no I/O here. */

const typedCode = z.string().max(100, 'That is longer than any code here.');

// What a browser makes of a passkey: JSON in base64url, see `passkey-field.client.ts`.
const fromPasskey = z.base64url().max(20_000);

/** What shows that it is the person: one of these. The password is for who has no second factor. */
export const shownFields = {
  oneTimeCode: typedCode.overwrite(toOneTimeCode).optional(),
  recoveryCode: typedCode.overwrite(toRecoveryCode).optional(),
  passkey: fromPasskey.optional(),
};

/** The form after the password. `redirectTo`, `held`: as in the sign-in form. */
export const signInCodeSchema = z.object({
  ...shownFields,
  redirectTo: z.string().optional(),
  held: z.string().optional(),
});

/** What a person can show, read from a form that may hold other fields. */
export const shownSchema = z.object({
  ...shownFields,
  currentPassword: z.string().max(mostCharacters).optional(),
});

export type Shown = z.infer<typeof shownSchema>;

const nameless =
  'Give the passkey a name by which you know it again, such as the name of the device.';

/** The most characters of a passkey's name. */
export const longestName = 60;

const newCode = typedCode.overwrite(toOneTimeCode);

/** The forms of the page of a person's own second factor. */
export const secondFactorSchema = z.discriminatedUnion('intent', [
  // Of a password that does not do alone.
  ownPasswordSchema,
  z.object({ intent: z.literal('begin-app') }),
  z.object({
    intent: z.literal('confirm-app'),
    oneTimeCode: z.string({ error: 'Type the code that your app shows now.' }).pipe(newCode),
  }),
  z.object({ intent: z.literal('remove-app') }),
  z.object({
    intent: z.literal('add-passkey'),
    name: z
      .string({ error: nameless })
      .overwrite(toPlainText)
      .min(1, nameless)
      .max(longestName, `Shorten this to ${longestName} characters.`),
    newPasskey: z
      .string({
        error:
          'Your browser made no passkey. That takes JavaScript, and a press of the button “Make a passkey”.',
      })
      .pipe(fromPasskey),
  }),
  z.object({ intent: z.literal('remove-passkey'), passkeyId: z.string().min(1).max(100) }),
  z.object({ intent: z.literal('make-recovery-codes') }),
  z.object({ intent: z.literal('keep-recovery-codes') }),
  z.object({
    intent: z.literal('turn-off'),
    currentPassword: z
      .string({ error: 'Type your present password.' })
      .max(mostCharacters, 'That is longer than any password here can be.'),
  }),
]);

export type SecondFactorForm = z.infer<typeof secondFactorSchema>;
