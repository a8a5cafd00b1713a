import { z } from 'zod';
import { ownPasswordSchema, ownSessionSchemas } from '#app/features/people/sign-in/schema.ts';
import { askCorrectionSchema } from './schema.ts';

/** What a person's own account page takes. Client-safe: no I/O here. */

/** How light or dark pages are in this browser; '' as the device says. */
export const appearances = ['', 'light', 'dark'] as const;

/** The forms of the account page. */
export const accountFormSchema = z.discriminatedUnion('intent', [
  askCorrectionSchema,
  ownPasswordSchema,
  ...ownSessionSchemas,
  z.object({ intent: z.literal('choose-appearance'), theme: z.enum(appearances).default('') }),
]);

export type AccountForm = z.infer<typeof accountFormSchema>;

/** Whether a form ends sessions: who sends it is asked to show who they are. */
export const endsSessions = ({ intent }: AccountForm): boolean =>
  intent === 'end-session' || intent === 'end-other-sessions';
