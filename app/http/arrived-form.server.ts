import { badRequest, tooLarge } from './errors.ts';

/** A form as it comes off a request, and how one that is not taken travels through the sign-in page and back. */

/** The largest form taken, in bytes: a note of full length in any script, URL-encoded, fits. */
export const formLimitBytes = 128 * 1024;

/** The longest form held, in bytes: with an address and a password beside it, it stays under the limit. */
const heldLimitBytes = formLimitBytes - 8 * 1024;

// A form of ours has a field for each item of a quiz at most. The library that parses forms reads brackets and dots in a
// name as a path, and an index such as `a[99999999]` as an order to build a list of that length.
const maxFields = 1000;
const fieldName = /^[A-Za-z][\w-]{0,100}(\.[\w-]{1,100})?$/;

// It throws at some names of what every object has, and no field of ours has one.
const isFieldName = (name: string) =>
  fieldName.test(name) && !name.split('.').some((part) => part in Object.prototype);

/** What must not travel back to a page. */
export const secretFields = [
  'password',
  'passwordAgain',
  'currentPassword',
  'oneTimeCode',
  'recoveryCode',
  'passkey',
];

/** Said of a body that is no form of ours. */
export const unreadable = 'The form could not be read. Go back, reload the page and send it again.';

/**
 * A form as it came. `madeFor`: whom its page was made for, see `auth/made-for.server.ts`; '' when it does not say.
 * `place`: id of the part of the page where it stands, or ''. `files`: names of those that came with it. `returned`: it
 * comes back by way of the sign-in page, to be shown and not to be carried out.
 */
export type ArrivedForm = {
  fields: FormData;
  madeFor: string;
  place: string;
  files: readonly string[];
  /** The first of them, where the page takes files. */
  file: File | null;
  returned: boolean;
};

type Field = [name: string, value: string];

/**
 * A request and where its form is kept: a body can be read once, and whoever checks a form and whoever carries it out
 * stand in different bundles.
 */
export type FormArgs = { request: Request; context: { form?: Promise<ArrivedForm> } };

/**
 * The form in a request. NUL characters are dropped: no keyboard types them and PostgreSQL stores none. A new line is one
 * character, as in the field where it was typed.
 * @param fileLimit the most bytes of a file, where the page takes one
 * @throws 400 Response when the body is not a form or has fields no form of ours has, 413 when it is too large.
 */
export function readArrivedForm(
  { request, context }: FormArgs,
  fileLimit?: number,
): Promise<ArrivedForm> {
  context.form ??= readBody(request, fileLimit);
  return context.form;
}

/** As `readArrivedForm`; in place of a sign-in form, the one that it carries, from now on for every reader. */
export function openArrivedForm(args: FormArgs, fileLimit?: number): Promise<ArrivedForm> {
  args.context.form = readArrivedForm(args, fileLimit).then((sent) => {
    const held = sent.fields.get(heldField);
    if (typeof held !== 'string') return sent;
    const fields = parseHeld(held);
    if (!fields) throw badRequest(unreadable);
    return { ...toArrivedForm(fields), returned: true };
  });
  return args.context.form;
}

const toMegabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

async function readBody(request: Request, fileLimit?: number): Promise<ArrivedForm> {
  const length = Number(request.headers.get('Content-Length') ?? 0);
  if (fileLimit !== undefined && length > fileLimit + formLimitBytes)
    throw tooLarge(
      `This file has ${toMegabytes(length)} MB, and a file for this page at most ${toMegabytes(fileLimit)} MB. Nothing of it was read.`,
    );
  if (fileLimit === undefined && length > formLimitBytes) throw tooLarge();
  const sent = await request.formData().catch(() => {
    throw badRequest(unreadable);
  });
  return toArrivedForm(sent, fileLimit !== undefined);
}

function toArrivedForm(
  sent: Iterable<[string, FormDataEntryValue]>,
  takesFiles = false,
): ArrivedForm {
  const form = { fields: new FormData(), madeFor: '', place: '', returned: false };
  const files: string[] = [];
  let file: File | null = null;
  let count = 0;
  for (const [name, value] of sent) {
    count += 1;
    if (count > maxFields || !isFieldName(name)) throw badRequest(unreadable);
    if (typeof value !== 'string') {
      if (value.size === 0 && value.name === '') continue;
      files.push(value.name);
      if (takesFiles) file ??= value;
    } else if (name === 'madeFor' || name === 'place') form[name] = value;
    else form.fields.append(name, value.replaceAll('\0', '').replaceAll('\r\n', '\n'));
  }
  return { ...form, files, file };
}

/** The field in which the sign-in form carries a held one. */
const heldField = 'held';

/**
 * What is kept of a form that was not taken. `fields`: for a form that sends it again; `text`: all of it, for the field of
 * the sign-in form. `typed`: what a person wrote, to be shown. `left`: what had to be left out, such as 'the file
 * plan.pdf'. `complete`: nothing had to, and it has no secrets.
 */
export type HeldForm = {
  fields: Field[];
  text: string;
  typed: string[];
  left: string[];
  complete: boolean;
};

// Ids, choices, days and numbers say nothing to a reader.
const isWritten = (value: string) => /[^\w.:=+-]/.test(value.trim());

const toText = (fields: readonly Field[]) => JSON.stringify(fields);

/** Holds a form: without secrets and files, and without the longest fields where it is too long. */
export function holdForm({ fields, madeFor, place, files }: ArrivedForm): HeldForm {
  const left = files.map((name) => `the file ${name}`);
  let kept = [...fields].filter(
    (field): field is Field => typeof field[1] === 'string' && !secretFields.includes(field[0]),
  );
  while (Buffer.byteLength(toText(kept)) > heldLimitBytes) {
    const longest = kept.reduce((one, other) => (other[1].length > one[1].length ? other : one));
    kept = kept.filter((field) => field !== longest);
    left.push(`the text that begins “${longest[1].slice(0, 60)}”, which is too long`);
  }
  const typed = kept.map(([, value]) => value).filter(isWritten);
  const text = toText([['madeFor', madeFor], ['place', place], ...kept]);
  return { fields: kept, text, typed, left, complete: kept.length === [...fields].length };
}

/** Whom the page of a held form was made for, and its place there; null when the text is no held form. */
export function readHeld(text: string): Pick<ArrivedForm, 'madeFor' | 'place'> | null {
  const fields = parseHeld(text);
  return fields && toArrivedForm(fields);
}

/** What the sign-in form carries, held once more for its next try; null when it carries nothing of ours. */
export function holdAgain(text: unknown): HeldForm | null {
  const fields = typeof text === 'string' ? parseHeld(text) : null;
  return fields && holdForm(toArrivedForm(fields));
}

function parseHeld(text: string): Field[] | null {
  try {
    const fields: unknown = JSON.parse(text);
    return Array.isArray(fields) && fields.every(isField) ? fields : null;
  } catch {
    return null;
  }
}

function isField(field: unknown): field is Field {
  return (
    Array.isArray(field) && field.length === 2 && field.every((part) => typeof part === 'string')
  );
}
