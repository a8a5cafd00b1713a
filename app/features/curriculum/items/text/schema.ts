import { z } from 'zod';
import { later } from '../hash-schema.ts';

/** `patterns`: accepted texts, '*' for any ending of a word. */
export const textKeyFields = { patterns: later(z.array(z.string()).default([])) };
