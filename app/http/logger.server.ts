import { pino } from 'pino';
import { env } from '#app/env.server.ts';

/** The one logger: a JSON line an event, on standard output. Never given answers, keys, passwords or tokens. */
export const logger = pino({ level: env.LOG_LEVEL });
