import type { SubmissionResult } from '@conform-to/react';
import { unstable_coerceFormValue as coerceFormValue, parseWithZod } from '@conform-to/zod/v4';
import type { z } from 'zod';
import { type FormArgs, readArrivedForm, secretFields, unreadable } from './arrived-form.server.ts';
import { badRequest } from './errors.ts';
import type { Refusal } from './refusal.ts';

/** What came of a form, as a page shows it: what was typed and the messages at the fields. */
export type FormResult = SubmissionResult<string[]> | null;

/**
 * A form as its schema reads it, and how to give it back with what was typed in it when the change is refused; or, with
 * `form` null, the form to give back as it is, because a field was not filled in as it should be, or because it comes
 * back by way of the sign-in page, to be looked over and sent again (`returned`: as its schema reads it, where it does).
 */
export type SentForm<Form> =
  | { form: Form; refuse: (refusal: Refusal) => FormResult }
  | { form: null; refused: FormResult; returned?: Form };

const hideFields = secretFields;

/** Said at a form that comes back by way of the sign-in page. */
const notSentYet =
  'Not sent yet: your session had ended. What you typed is here again: look it over, and send it.';

/**
 * Reads what an action was sent, by the schema of its forms: a union on `intent` where there are several. A message that
 * the schema words is for the person who typed. What it has no words for stands in a field that nobody types: then the
 * form is not one of ours.
 * @throws 400 Response when the body is not one of these forms, 413 when it is too large.
 */
export async function readIntent<Schema extends z.ZodType>(
  args: FormArgs,
  schema: Schema,
): Promise<SentForm<z.output<Schema>>> {
  const { fields, returned } = await readArrivedForm(args);
  const submission = parseWithZod(fields, {
    schema: toFormSchema(schema),
    disableAutoCoercion: true,
    error: () => unreadable,
  });
  if (submission.status !== 'success') {
    const messages = Object.values(submission.error ?? {}).flat();
    if (messages.includes(unreadable)) throw badRequest(unreadable);
  }
  if (returned) {
    const value = submission.status === 'success' ? submission.value : undefined;
    const refused = submission.reply({ hideFields, formErrors: [notSentYet] });
    return { form: null, refused, returned: value };
  }
  if (submission.status !== 'success')
    return { form: null, refused: submission.reply({ hideFields }) };
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

/** As `SentForm`; `returned` is a form that comes back by way of the sign-in page. */
export type SentFields<Form> = { form: Form; returned: null } | { form: null; returned: Form };

/**
 * Reads a form whose fields no schema can name, since they are those of a quiz.
 * @param read gives null when the form is not one of ours
 * @throws 400 or 413 as `readIntent`.
 */
export async function readFields<Form>(
  args: FormArgs,
  read: (form: FormData) => Form | null,
): Promise<SentFields<Form>> {
  const { fields, returned } = await readArrivedForm(args);
  const form = read(fields);
  if (!form) throw badRequest(unreadable);
  return returned ? { form: null, returned: form } : { form, returned: null };
}

// Making a schema takes far longer than using it, and Conform would make one for each form that is sent.
const formSchemas = new WeakMap<z.ZodType, z.ZodType>();

/** The schema, taking fields as a browser sends them: an empty one counts as not there, a number comes as text. */
function toFormSchema<Schema extends z.ZodType>(schema: Schema): Schema {
  const made = formSchemas.get(schema) ?? (coerceFormValue(schema) as z.ZodType);
  formSchemas.set(schema, made);
  return made as Schema;
}
