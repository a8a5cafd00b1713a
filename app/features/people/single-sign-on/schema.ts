import { z } from 'zod';

/** What single sign-on takes in. Client-safe: no I/O here. */

/** What a provider says of a person who has signed in there: the claims of its ID token and of its userinfo, by name. */
export const claimsSchema = z.looseObject({ iss: z.string(), sub: z.string().min(1) });

export type Claims = Readonly<z.infer<typeof claimsSchema>>;

/** What a browser brings back from the provider: begun when, and what the answer must fit. */
export const flowSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectTo: z.string(),
  at: z.number(),
});

export type Flow = z.infer<typeof flowSchema>;

/** For how many minutes a person may be away at the provider. */
export const flowMinutes = 15;

/** Whom a password opens their account, where there is single sign-on: everybody, administrators, or nobody. */
export type PasswordPolicy = 'on' | 'administrators' | 'off';
