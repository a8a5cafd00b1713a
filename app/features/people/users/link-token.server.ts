import { createHash, randomBytes } from 'node:crypto';
import { env } from '#app/env.server.ts';
import { paths } from '#app/paths.ts';
import { codeLength, codeLetters } from './rules.ts';

/** The secret in a link, under whose hash the link is stored. */

/** A token that nobody guesses: 256 random bits. */
export const createToken = () => randomBytes(32).toString('base64url');

/** A token for paper, of 80 random bits: nobody guesses it either, and a person can type it. */
export const createCode = () =>
  [...randomBytes(codeLength)].map((byte) => codeLetters[byte % codeLetters.length]).join('');

/** The id under which the link with this token is stored. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex');

/** The link with this token, as it is handed over. */
export const toLink = (token: string) => new URL(paths.invitation(token), env.APP_URL).href;
