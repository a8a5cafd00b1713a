import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import type { z } from 'zod';
import { badRequest, tooLarge } from './errors.ts';

/** The largest form taken, in bytes: a note of full length in any script, URL-encoded, fits. */
export const formLimitBytes = 128 * 1024;

// A form of ours has a field for each item of a quiz at most. The library that parses forms reads brackets and dots in a
// name as a path, and an index such as `a[99999999]` as an order to build a list of that length.
const maxFields = 1000;
const fieldName = /^[A-Za-z][\w-]{0,100}(\.[\w-]{1,100})?$/;

// It throws at some names of what every object has, and no field of ours has one.
const isField = (name: string) =>
  fieldName.test(name) && !name.split('.').some((part) => part in Object.prototype);

const unreadable = 'The form could not be read. Go back, reload the page and send it again.';

/**
 * Reads a form from the request. NUL characters are dropped: no keyboard types them and PostgreSQL stores none.
 * @throws 400 Response when the body is not a form or has fields no form of ours has, 413 when it is too large.
 */
export async function readForm(request: Request): Promise<FormData> {
  const length = Number(request.headers.get('Content-Length') ?? 0);
  if (length > formLimitBytes) throw tooLarge();
  const sent = await request.formData().catch(() => {
    throw badRequest(unreadable);
  });
  const form = new FormData();
  let count = 0;
  for (const [name, value] of sent) {
    count += 1;
    if (count > maxFields || !isField(name)) throw badRequest(unreadable);
    if (typeof value === 'string') form.append(name, value.replaceAll('\0', ''));
  }
  return form;
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
