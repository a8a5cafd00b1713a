import type { SubmissionResult } from '@conform-to/react';
import { unstable_coerceFormValue as coerceFormValue, parseWithZod } from '@conform-to/zod/v4';
import type { z } from 'zod';
import { badRequest, tooLarge } from './errors.ts';
import type { Refusal } from './refusal.ts';

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
 * The one place where a form is read from a request. NUL characters are dropped: no keyboard types them and PostgreSQL stores none.
 * @throws 400 Response when the body is not a form or has fields no form of ours has, 413 when it is too large.
 */
async function readForm(request: Request): Promise<FormData> {
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

/** What came of a form, as a page shows it: what was typed and the messages at the fields. */
export type FormResult = SubmissionResult<string[]> | null;

/**
 * A form as its schema reads it, and how to give it back with what was typed in it when the change is refused; or, with
 * `form` null, the form to give back as it is, because a field was not filled in as it should be.
 */
export type SentForm<Form> =
  | { form: Form; refuse: (refusal: Refusal) => FormResult }
  | { form: null; refused: FormResult };

// What must not travel back to the page.
const hideFields = ['password', 'passwordAgain'];

/**
 * Reads what an action was sent, by the schema of its forms: a union on `intent` where there are several. A message that
 * the schema words is for the person who typed. What it has no words for stands in a field that nobody types: then the
 * form is not one of ours.
 * @throws 400 Response when the body is not one of these forms, 413 when it is too large.
 */
export async function readIntent<Schema extends z.ZodType>(
  { request }: { request: Request },
  schema: Schema,
): Promise<SentForm<z.output<Schema>>> {
  const submission = parseWithZod(await readForm(request), {
    schema: toFormSchema(schema),
    disableAutoCoercion: true,
    error: () => unreadable,
  });
  if (submission.status === 'success') {
    return {
      form: submission.value,
      refuse: ({ messages: { '': formErrors = [], ...fieldErrors } }) =>
        submission.reply({
          hideFields,
          formErrors: [...formErrors],
          fieldErrors: Object.fromEntries(
            Object.entries(fieldErrors).map(([field, messages]) => [field, [...messages]]),
          ),
        }),
    };
  }
  const messages = Object.values(submission.error ?? {}).flat();
  if (messages.includes(unreadable)) throw badRequest(unreadable);
  return { form: null, refused: submission.reply({ hideFields }) };
}

/**
 * Reads a form whose fields no schema can name, since they are those of a quiz.
 * @param read gives null when the form is not one of ours
 * @throws 400 or 413 as `readIntent`.
 */
export async function readFields<Form>(
  { request }: { request: Request },
  read: (form: FormData) => Form | null,
): Promise<Form> {
  const form = read(await readForm(request));
  if (!form) throw badRequest(unreadable);
  return form;
}

// Making a schema takes far longer than using it, and Conform would make one for each form that is sent.
const formSchemas = new WeakMap<z.ZodType, z.ZodType>();

/** The schema, taking fields as a browser sends them: an empty one counts as not there, a number comes as text. */
function toFormSchema<Schema extends z.ZodType>(schema: Schema): Schema {
  const made = formSchemas.get(schema) ?? (coerceFormValue(schema) as z.ZodType);
  formSchemas.set(schema, made);
  return made as Schema;
}
