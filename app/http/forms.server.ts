import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import type { z } from 'zod';
import { badRequest, tooLarge } from './errors.ts';

/** The largest form taken, in bytes; the server refuses larger ones before reading them. */
export const formLimitBytes = 64 * 1024;

/**
 * Reads a form from the request.
 * @throws 400 Response when the body is not a form, 413 when it is too large.
 */
export async function readForm(request: Request): Promise<FormData> {
  const length = Number(request.headers.get('Content-Length') ?? 0);
  if (length > formLimitBytes) throw tooLarge();
  try {
    return await request.formData();
  } catch {
    throw badRequest('The form could not be read. Go back, reload the page and send it again.');
  }
}

/**
 * Parses a form with a Zod schema. On failure `submission.reply()` holds what was typed and a message at each field.
 * @throws 400 or 413 Response when there is no readable form.
 */
export async function parseForm<Schema extends z.ZodType>(request: Request, schema: Schema) {
  return parseWithZod(await readForm(request), { schema });
}

/** What came of a form, as a page shows it: what was typed and the messages at the fields. */
export type FormResult = SubmissionResult<string[]> | null;
