import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type ClaimMap, parseClaimMap } from './claim-map.ts';

/**
 * The environment, read once. No other file reads `process.env`. A wrong value stops the start with a sentence that
 * names the variable; nothing is silently replaced.
 */
const wrongPort = 'give a whole number from 0 to 65535, such as 3000';

const oneOf = <const Word extends string>(words: readonly Word[]) =>
  z.enum(words, `give one of ${words.join(', ')}`);

const environmentSchema = z
  .object({
    NODE_ENV: oneOf(['development', 'production', 'test']).default('production'),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, wrongPort)
      .transform(Number)
      .refine((port) => port <= 65_535, wrongPort)
      .default(3000),
    HOST: z.string().min(1).default('127.0.0.1'),
    DATABASE_URL: z
      .string()
      .regex(/^(file:.|postgres(ql)?:\/\/.)/, 'start it with file: (SQLite) or postgresql://')
      .refine((text) => URL.canParse(text), 'this is no address a database could have')
      .default('file:data/rapport.db'),
    DATABASE_CONNECTIONS: z
      .string()
      .regex(/^\d{1,3}$/, 'give a whole number from 4 to 999')
      .transform(Number)
      .refine((count) => count >= 4, 'give a whole number from 4 to 999')
      .default(22),
    DATABASE_REPLICA_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\/./, 'start it with postgresql://')
      .refine((text) => URL.canParse(text), 'this is no address a database could have')
      .optional(),
    CONTENT_DIR: z.string().min(1).default('./content').transform(absolute),
    DATA_DIR: z.string().min(1).default('./data').transform(absolute),
    APP_URL: z
      .url({
        protocol: /^https?$/,
        error: 'give the address people type, such as https://training.example.org',
      })
      .refine(
        (text) => !URL.canParse(text) || /^https?:\/\/[^/?#]+\/?$/i.test(text),
        'Rapport has a name of its own, without a path: give only that, such as https://training.example.org',
      )
      .optional(),
    TIME_ZONE: z
      .string()
      .default('UTC')
      .refine(isTimeZone, 'give an IANA name, such as America/Halifax'),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, 'start it with smtp:// or smtps://')
      .refine((text) => URL.canParse(text), 'this is no address a mail server could have')
      .optional(),
    MAIL_FROM: z
      .string()
      .regex(/^([^\r\n]+ )?\S+@\S+$/, 'give an address, such as Rapport <training@academy.example>')
      .optional(),
    TRUST_PROXY: z
      .string()
      .regex(
        /^\d+$|^((loopback|linklocal|uniquelocal|[\da-f.:]+(\/\d+)?)(,\s*|$))+$/i,
        'give the number of proxies in front, or their addresses separated by commas',
      )
      .default('')
      .transform((text) => (/^\d+$/.test(text) ? Number(text) : text || false)),
    ACADEMY_NAME: z.string().max(200, 'give at most 200 characters').optional(),
    BACKUP_PASSPHRASE: z.string().optional(),
    SECOND_FACTOR_ROLES: z
      .string()
      .transform((text) => text.split(/\s*,\s*/))
      .pipe(z.array(oneOf(['cadet', 'instructor', 'author', 'admin'])))
      .optional(),
    SECRETS_KEY: z
      .string()
      .regex(
        /^[\w.~+/=-]{32,}(,\s*[\w.~+/=-]{32,})*$/,
        'give 32 or more letters and digits, such as `openssl rand -hex 32` prints',
      )
      .transform((text) => text.split(/,\s*/))
      .optional(),
    LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    METRICS_TOKEN: z
      .string()
      .regex(
        /^[\w.~+/=-]{16,}$/,
        'give 16 or more letters and digits, such as `openssl rand -hex 32` prints',
      )
      .optional(),
    SLOW_QUERY_MS: z
      .string()
      .regex(/^\d{1,6}$/, 'give a number of milliseconds, such as 200')
      .default('500')
      .transform(Number),
    HANDOVER_SECONDS: z
      .string()
      .regex(/^\d$/, 'give a number of seconds from 0 to 9')
      .default('0')
      .transform(Number),
    SECURITY_CONTACT: z
      .string()
      .regex(/^(mailto:|https:\/\/|tel:)\S+$/, 'start it with mailto:, https:// or tel:')
      .optional(),
    OIDC_ISSUER: z
      .string()
      .refine(isIssuer, 'give the issuer’s https:// address, as its provider writes it')
      .optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().min(16, 'give 16 or more characters').optional(),
    OIDC_CLIENT_SECRET_FILE: z.string().optional(),
    OIDC_NAME: z.string().max(60, 'give at most 60 characters').default('single sign-on'),
    OIDC_SCOPES: z
      .string()
      .refine((text) => text.split(' ').includes('openid'), 'openid must be among them')
      .default('openid email profile'),
    OIDC_VERIFIED_CLAIM: z.string().default('email_verified'),
    OIDC_ROLES: claimMap(['cadet', 'instructor', 'author', 'admin']),
    OIDC_COHORTS: claimMap(),
    OIDC_PASSWORDS: oneOf(['on', 'administrators', 'off']).default('on'),
    OIDC_TRUST_SECOND_FACTOR: oneOf(['on', 'off']).default('off'),
    RAPPORT_DEMO: oneOf(['0', '1'])
      .default('0')
      .transform((text) => text === '1'),
  })
  .transform((values, context) => ({
    ...values,
    APP_URL: new URL(values.APP_URL ?? `http://localhost:${values.PORT}`),
    OIDC_CLIENT_SECRET: toClientSecret(values, context),
  }));

type Given = {
  OIDC_ISSUER?: string;
  OIDC_CLIENT_ID?: string;
  OIDC_CLIENT_SECRET?: string;
  OIDC_CLIENT_SECRET_FILE?: string;
  OIDC_PASSWORDS: 'on' | 'administrators' | 'off';
};

/** The secret, from its file if it is in one. Says what single sign-on lacks. */
function toClientSecret(given: Given, context: z.RefinementCtx): string | undefined {
  const lack = (name: keyof Given, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  const { OIDC_CLIENT_SECRET_FILE: file } = given;
  if (!given.OIDC_ISSUER) {
    if (given.OIDC_PASSWORDS !== 'on')
      lack('OIDC_PASSWORDS', 'without OIDC_ISSUER nobody could sign in: leave it on');
    return undefined;
  }
  if (!given.OIDC_CLIENT_ID)
    lack('OIDC_CLIENT_ID', 'with OIDC_ISSUER, give the id that the provider gave this site');
  if (given.OIDC_CLIENT_SECRET && file)
    lack('OIDC_CLIENT_SECRET_FILE', 'give this or OIDC_CLIENT_SECRET, not both');
  const secret = file ? readSecret(file) : given.OIDC_CLIENT_SECRET;
  if (file && !secret)
    lack('OIDC_CLIENT_SECRET_FILE', 'this file cannot be read, or has no secret of 16 characters');
  else if (!secret)
    lack(
      'OIDC_CLIENT_SECRET',
      'with OIDC_ISSUER, give the secret that the provider gave this site',
    );
  return secret;
}

function readSecret(file: string): string | undefined {
  try {
    const secret = readFileSync(absolute(file), 'utf8').trim();
    return secret.length >= 16 ? secret : undefined;
  } catch {
    return undefined;
  }
}

/** A claim and what its values stand for; null when it is not set. */
function claimMap(words?: readonly string[]) {
  return z
    .string()
    .transform((text, context): ClaimMap | null => {
      const map = parseClaimMap(text);
      const problem =
        typeof map === 'string'
          ? map
          : map.pairs.find(([, word]) => words && !words.includes(word)) &&
            `after each = give one of ${words?.join(', ')}`;
      if (problem) context.addIssue({ code: 'custom', message: problem });
      return typeof map === 'string' ? null : map;
    })
    .optional();
}

/** An address with TLS, or one of this machine, without a query. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  const local = /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && local)) && !search && !hash;
}

/** The parsed environment. Paths are absolute; `TRUST_PROXY` is what Express takes; `APP_URL` is a URL. */
export type Environment = Readonly<z.infer<typeof environmentSchema>>;

function absolute(path: string): string {
  return resolve(process.cwd(), path);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * Parses environment variables. Empty strings count as not set.
 * @throws Error with one line per wrong variable.
 */
export function parseEnvironment(variables: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  // Without the values: some hold passwords, and this goes to a log.
  const lines = parsed.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
  throw new Error(`Rapport cannot start: check these environment variables.\n${lines.join('\n')}`);
}

/** EX_CONFIG of sysexits.h: a new start mends nothing, so that `deploy/rapport.service` tries none. */
const wrongSettings = 78;

function readEnvironment(): Environment {
  try {
    return parseEnvironment(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(wrongSettings);
  }
}

/** This process's environment. A wrong one ends the process with a sentence, not a stack. */
export const env = readEnvironment();

/** Libraries read NODE_ENV themselves, React among them: those of the built server are to leave their checks out. */
export function setLibrariesToProduction(): void {
  process.env.NODE_ENV = 'production';
}

/** Variables for a child process: this process's own, with some set anew. */
export function toChildEnvironment(changes: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}
