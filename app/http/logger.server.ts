import { pino } from 'pino';
import { env } from '#app/env.server.ts';

/**
 * The one logger: a JSON line an event, on standard output; its level in words, as `LOG_LEVEL` has it. Never given answers,
 * keys, passwords or tokens.
 */
export const logger = pino({
  level: env.LOG_LEVEL,
  formatters: { level: (level) => ({ level }) },
});

/** A path as it may stand in the log: an invitation's token opens an account, so it is left out, however it is spelled. */
export function toLoggedPath(path: string): string {
  const [first, ...rest] = decoded(path).split('/').filter(Boolean);
  return first?.toLowerCase() === 'invitations' && rest.length > 0 ? '/invitations/…' : path;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
