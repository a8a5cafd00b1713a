import { toPersonNameSchema, whyNoEmail } from '#app/names.ts';
import type { OneRosterFile, OneRosterRow } from './oneroster-rules.ts';
import { nobody, type ReadRow, type RosterPerson } from './schema.ts';
import { cleanCell } from './value-rules.ts';

/** The people of a OneRoster bundle. Pure: no I/O here. */

type Files = ReadonlyMap<string, OneRosterFile>;

const nameSchema = toPersonNameSchema('There is no name here.');

const isGone = (values: OneRosterRow['values']) => /^tobedeleted$/i.test(values.status ?? '');

/** Titles of the classes that each user is in now, by the user's sourcedId; and the roles there. */
function readEnrollments(files: Files) {
  const titles = new Map(
    files
      .get('classes')
      ?.rows.filter(({ values }) => !isGone(values))
      .map(({ values }) => [values.sourcedId ?? '', cleanCell(values.title ?? '')]),
  );
  const classes = new Map<string, string[]>();
  const roles = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string) =>
    map.set(key, [...(map.get(key) ?? []), value]);
  for (const { values } of files.get('enrollments')?.rows ?? []) {
    if (isGone(values) || /^inactive$/i.test(values.status ?? '')) continue;
    const { userSourcedId = '', classSourcedId = '', role = '' } = values;
    const title = titles.get(classSourcedId);
    if (title && /student|learner/i.test(role)) add(classes, userSourcedId, title);
    add(roles, userSourcedId, role);
  }
  for (const { values } of files.get('roles')?.rows ?? []) {
    const { userSourcedId = '', role = '', roleType = '' } = values;
    if (isGone(values) || role === '') continue;
    // The primary role first.
    const known = roles.get(userSourcedId) ?? [];
    roles.set(userSourcedId, /primary/i.test(roleType) ? [role, ...known] : [...known, role]);
  }
  return { classes, roles };
}

const learns = /^(student|learner|cadet)$/i;
const teaches =
  /^(teacher|instructor|facultyMember|teacherAssistant|aide|proctor|counselor|principal)$/i;
const runs = /administrator$|^(systemadmin|operator)$/i;

/** Everybody in `users.csv`, a row each. */
export function readPeople(files: Files): ReadRow[] {
  const { classes, roles } = readEnrollments(files);
  const orgs = new Map(
    files
      .get('orgs')
      ?.rows.map(({ values }) => [values.sourcedId ?? '', cleanCell(values.name ?? '')]),
  );
  return (files.get('users')?.rows ?? []).map(({ line, values }): ReadRow => {
    const id = values.sourcedId ?? '';
    const all = [values.role ?? '', ...(roles.get(id) ?? [])].filter((role) => role !== '');
    const plain = { line, person: null, left: false, remarks: [] };
    if (
      all.length > 0 &&
      !all.some((role) => learns.test(role) || teaches.test(role) || runs.test(role))
    )
      return {
        ...plain,
        dismissed: {
          verdict: 'skip',
          reason: `${all[0]} is a role of nobody who learns or teaches here.`,
        },
      };
    const [given, family] = [cleanCell(values.givenName ?? ''), cleanCell(values.familyName ?? '')];
    const middle = cleanCell(values.middleName ?? '');
    const name = nameSchema.safeParse(
      [given, middle, family].filter((part) => part !== '').join(' '),
    );
    const error = (reason: string): ReadRow => ({
      ...plain,
      dismissed: { verdict: 'error', reason },
    });
    if (!name.success) return error(`The name: ${name.error.issues[0]?.message ?? ''}`);
    const email = cleanCell(values.email ?? '').toLowerCase();
    const noEmail = email === '' ? null : whyNoEmail(email);
    if (noEmail) return error(noEmail);
    const preferred = cleanCell(values.preferredGivenName ?? '');
    const person: RosterPerson = {
      ...nobody,
      name: name.data,
      givenName: [given, middle].filter((part) => part !== '').join(' ') || null,
      familyName: family || null,
      preferredName: preferred || null,
      email: email || null,
      sourcedId: id,
      username: cleanCell(values.username ?? '') || null,
      employeeNumber: /\d/.test(values.identifier ?? '')
        ? cleanCell(values.identifier ?? '')
        : null,
      agency: orgs.get(values.primaryOrgSourcedId || values.orgSourcedIds || '') || null,
      status: values.status || null,
      role:
        all.some((role) => learns.test(role)) && !teaches.test(all[0] ?? '')
          ? 'cadet'
          : all.some((role) => teaches.test(role))
            ? 'instructor'
            : null,
      cohorts: [...new Set(classes.get(id))],
    };
    const disabled = /^(false|0|no)$/i.test(values.enabledUser ?? '');
    return { line, person, dismissed: null, left: isGone(values) || disabled, remarks: [] };
  });
}
