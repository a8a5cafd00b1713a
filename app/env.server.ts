import { resolve } from 'node:path';
import { z } from 'zod';

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
    CONTENT_DIR: z.string().min(1).default('./content').transform(absolute),
    DATA_DIR: z.string().min(1).default('./data').transform(absolute),
    APP_URL: z
      .url({
        protocol: /^https?$/,
        error: 'give the address people type, such as https://training.example.org',
      })
      .optional(),
    TIME_ZONE: z
      .string()
      .default('UTC')
      .refine(isTimeZone, 'give an IANA name, such as America/Halifax'),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, 'start it with smtp:// or smtps://')
      .optional(),
    TRUST_PROXY: z
      .string()
      .regex(
        /^\d+$|^((loopback|linklocal|uniquelocal|[\da-f.:]+(\/\d+)?)(,\s*|$))+$/i,
        'give the number of proxies in front, or their addresses separated by commas',
      )
      .default('')
      .transform((text) => (/^\d+$/.test(text) ? Number(text) : text || false)),
    LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    RAPPORT_DEMO: oneOf(['0', '1'])
      .default('0')
      .transform((text) => text === '1'),
  })
  .transform((values) => ({
    ...values,
    APP_URL: new URL(values.APP_URL ?? `http://localhost:${values.PORT}`),
  }));

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
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Rapport cannot start: check these environment variables.\n${lines.join('\n')}`);
}

function readEnvironment(): Environment {
  try {
    return parseEnvironment(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
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
