import { readRows } from './table-rules.ts';

/**
 * What a OneRoster bundle must be to be believed: the CSV binding, 1.2.1 (1EdTech), sections 2 to 4. Bundles that break its
 * letter where nobody can mistake them (`TRUE`, version 1.1, misspelt headings, other dates) are read, and told. Pure: no I/O here.
 */

export type OneRosterRow = { line: number; values: Readonly<Record<string, string>> };
/** A file of the bundle; `mode` as its manifest says. Headings stand in their own spelling. */
export type OneRosterFile = {
  name: string;
  mode: 'bulk' | 'delta';
  headings: readonly string[];
  rows: readonly OneRosterRow[];
};

export type Finding = { file: string; line: number; message: string };

/** The files of the binding, and the headings of those that are read or checked, in their order. */
export const standardFiles = [
  'academicSessions',
  'categories',
  'classes',
  'classResources',
  'courseResources',
  'courses',
  'demographics',
  'enrollments',
  'lineItemLearningObjectiveIds',
  'lineItems',
  'lineItemScoreScales',
  'orgs',
  'resources',
  'resultLearningObjectiveIds',
  'results',
  'resultScoreScales',
  'roles',
  'scoreScales',
  'userProfiles',
  'userResources',
  'users',
] as const;

const standardHeadings: Readonly<Record<string, string>> = {
  users:
    'sourcedId status dateLastModified enabledUser username userIds givenName familyName middleName identifier email sms phone agentSourcedIds grades password userMasterIdentifier preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns',
  classes:
    'sourcedId status dateLastModified title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds subjects subjectCodes periods',
  enrollments:
    'sourcedId status dateLastModified classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate',
  orgs: 'sourcedId status dateLastModified name type identifier parentSourcedId',
  roles:
    'sourcedId status dateLastModified userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId',
};

/** Misspellings and older names of headings that real bundles have. */
const otherSpellings: Readonly<Record<string, string>> = {
  datalastmodified: 'dateLastModified',
  prefferedgivenname: 'preferredGivenName',
  preferedgivenname: 'preferredGivenName',
  prefferedmiddlename: 'preferredMiddleName',
  prefferedfamilyname: 'preferredFamilyName',
  userid: 'userIds',
  agents: 'agentSourcedIds',
  grade: 'grades',
  schoolsourcedid: 'schoolSourcedId',
  sourceid: 'sourcedId',
  sourcedids: 'sourcedId',
  firstname: 'givenName',
  lastname: 'familyName',
  enableuser: 'enabledUser',
};

const required: Readonly<Record<string, readonly string[]>> = {
  users: ['sourcedId', 'givenName', 'familyName'],
  classes: ['sourcedId', 'title'],
  enrollments: ['sourcedId', 'classSourcedId', 'userSourcedId'],
  orgs: ['sourcedId', 'name'],
  roles: ['sourcedId', 'userSourcedId', 'role'],
};

/** References without which nobody knows whom or what a row is about, and the file that holds what they name. */
const references: readonly { column: string; target: string; hard: boolean; of?: string }[] = [
  { column: 'classSourcedId', target: 'classes', hard: true },
  { column: 'userSourcedId', target: 'users', hard: true },
  { column: 'studentSourcedId', target: 'users', hard: true },
  { column: 'lineItemSourcedId', target: 'lineItems', hard: true },
  { column: 'resultSourcedId', target: 'results', hard: true },
  { column: 'resourceSourcedId', target: 'resources', hard: true },
  { column: 'categorySourcedId', target: 'categories', hard: true, of: 'lineItems' },
  { column: 'schoolSourcedId', target: 'orgs', hard: false },
  { column: 'orgSourcedId', target: 'orgs', hard: false },
  { column: 'primaryOrgSourcedId', target: 'orgs', hard: false },
];

const shownFile = (name: string) => `${name}.csv`;

/** A file of the bundle as rows, or why it is none. */
export function readFile(
  name: string,
  text: string,
  mode: 'bulk' | 'delta',
): OneRosterFile | Finding {
  const rows: OneRosterRow[] = [];
  let headings: string[] | null = null;
  const known = new Map(
    Object.values(standardHeadings)
      .flatMap((list) => list.split(' '))
      .map((heading) => [heading.toLowerCase(), heading]),
  );
  for (const { line, cells } of readRows(
    text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'),
    ',',
  )) {
    if (!cells)
      return {
        file: shownFile(name),
        line,
        message: 'A quotation mark opens here and never closes.',
      };
    if (!headings) {
      headings = cells.map((cell) => {
        const written = cell.trim();
        const lower = written.toLowerCase();
        return otherSpellings[lower] ?? known.get(lower) ?? written;
      });
      continue;
    }
    const values: Record<string, string> = {};
    for (const [at, heading] of headings.entries())
      if (heading !== '' && heading !== 'password') values[heading] = cells[at]?.trim() ?? '';
    rows.push({ line, values });
  }
  return { name, mode, headings: headings ?? [], rows };
}

/** Version and modes as the manifest has them, keys in lower case. */
export function readManifest(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const { cells } of readRows(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'), ','))
    if (cells) values.set((cells[0] ?? '').trim().toLowerCase(), (cells[1] ?? '').trim());
  return values;
}

/** What is wrong with the files that are there, by what the manifest says of them. */
export function checkManifest(
  manifest: ReadonlyMap<string, string>,
  present: readonly string[],
): Finding[] {
  const isOld = (manifest.get('oneroster.version') ?? '').startsWith('1.1');
  const here = new Set(present.map((name) => name.toLowerCase()));
  const known = new Set<string>(standardFiles.map((name) => name.toLowerCase()));
  const findings: Finding[] = [];
  const say = (file: string, message: string) =>
    findings.push({ file: shownFile(file), line: 1, message });
  for (const name of present) {
    if (!known.has(name.toLowerCase())) {
      say(name, 'This file is none of OneRoster’s. Take it out of the bundle.');
      continue;
    }
    const mode = manifest.get(`file.${name.toLowerCase()}`);
    // Bundles leave the mode of a file of theirs empty; “absent” contradicts them.
    if (mode?.toLowerCase() === 'absent' || (mode === undefined && !isOld))
      say(
        name,
        'The file is in the bundle, and the manifest says that it is absent. Correct one of the two.',
      );
  }
  for (const name of standardFiles) {
    const mode = manifest.get(`file.${name.toLowerCase()}`)?.toLowerCase();
    if ((mode === 'bulk' || mode === 'delta') && !here.has(name.toLowerCase()))
      say(
        name,
        `The manifest says that the file is there (${mode}), and it is not. Add it, or say “absent”.`,
      );
  }
  return findings;
}

const isMetadata = (heading: string) => /^(metadata\.|ext_)/i.test(heading);

/** What is wrong with the headings of a file. Version 1.1 left their order open. */
export function checkHeadings({ name, headings }: OneRosterFile, isOld: boolean): Finding[] {
  const say = (message: string) => ({ file: shownFile(name), line: 1, message });
  const missing = (required[name] ?? (isOld ? [] : ['sourcedId'])).filter(
    (one) => !headings.includes(one),
  );
  if (missing.length > 0) return [say(`The column ${missing.join(', ')} is missing.`)];
  const twice = headings.find((heading, at) => heading !== '' && headings.indexOf(heading) !== at);
  if (twice) return [say(`The column ${twice} stands there twice.`)];
  if (isOld) return [];
  const last = headings.findLastIndex((heading) => heading !== '' && !isMetadata(heading));
  const early = headings.findIndex((heading, at) => isMetadata(heading) && at < last);
  if (early >= 0)
    return [
      say(
        `The column ${headings[early]} stands before columns of the standard. Such columns come last.`,
      ),
    ];
  const order = standardHeadings[name]?.split(' ') ?? [];
  const places = headings.map((heading) => order.indexOf(heading)).filter((place) => place >= 0);
  const wrong = places.findIndex((place, at) => at > 0 && place < (places[at - 1] ?? 0));
  return wrong > 0
    ? [say(`The column ${order[places[wrong] ?? 0]} is not in the order of the standard.`)]
    : [];
}

const isInstant = (text: string) =>
  /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text) &&
  !Number.isNaN(Date.parse(text.replace(' ', 'T')));

const isDelta = (mode: string) => mode === 'delta';

/** What is wrong in the rows of one file. In a delta each row says what became of it, and when. */
export function checkRows({ name, mode, rows }: OneRosterFile): Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, number>();
  for (const { line, values } of rows) {
    const say = (message: string) => findings.push({ file: shownFile(name), line, message });
    const { sourcedId = '', status = '', dateLastModified = '' } = values;
    const earlier = seen.get(sourcedId);
    if (sourcedId !== '' && earlier !== undefined)
      say(`The sourcedId ${sourcedId} stands on line ${earlier} already.`);
    seen.set(sourcedId, line);
    for (const column of required[name] ?? ['sourcedId'])
      if (values[column] === '') say(`${column} is empty.`);
    if (isDelta(mode)) {
      if (status === '') say('status is empty. In a delta each row needs it.');
      if (dateLastModified === '') say('dateLastModified is empty. In a delta each row needs it.');
      else if (!isInstant(dateLastModified))
        say(
          `dateLastModified “${dateLastModified.slice(0, 40)}” is no instant, such as 2026-01-31T08:00:00Z.`,
        );
      if (status !== '' && !/^(active|tobedeleted)$/i.test(status))
        say(`status “${status.slice(0, 40)}” is neither active nor tobedeleted.`);
    }
    for (const message of checkMeaning(name, values)) say(message);
  }
  return findings;
}

const uuid = /^(urn:uuid:)?[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i;

/** Of files that are not kept: what shows that a bundle is not to be trusted. */
function checkMeaning(name: string, values: Readonly<Record<string, string>>): string[] {
  if (name === 'lineItems') {
    const [low, high] = [values.resultValueMin, values.resultValueMax];
    if (low && high && Number(low) > Number(high))
      return [`resultValueMin ${low} is above resultValueMax ${high}.`];
  }
  if (name === 'scoreScales') {
    const scale = values.scoreScaleValue ?? '';
    if (scale !== '' && !/^\{[^{}:]+:[^{}:]+\}(,\s*\{[^{}:]+:[^{}:]+\})*$/.test(scale))
      return ['scoreScaleValue is no list such as {A:90},{B:80}.'];
  }
  if (
    /LearningObjectiveIds$/.test(name) &&
    values.source === 'case' &&
    !uuid.test(values.learningObjectiveId ?? '')
  )
    return ['learningObjectiveId is no id of CASE (a UUID).'];
  return [];
}

/** References that lead nowhere: `hard` where a row is about nobody then, so that the bundle is not believed. */
export function checkReferences(files: ReadonlyMap<string, OneRosterFile>): {
  hard: Finding[];
  soft: Finding[];
} {
  const hard: Finding[] = [];
  const soft: Finding[] = [];
  const ids = new Map<string, Set<string>>();
  for (const [name, { rows }] of files)
    ids.set(name, new Set(rows.map(({ values }) => values.sourcedId ?? '')));
  for (const file of files.values())
    for (const { column, target, hard: isHard, of } of references) {
      if (!file.headings.includes(column) || (of && of !== file.name)) continue;
      const known = ids.get(target);
      // What a delta names may have come before.
      if (!known && isDelta(file.mode)) continue;
      const mode = files.get(target)?.mode;
      for (const { line, values } of file.rows) {
        const id = values[column] ?? '';
        if (id === '' || known?.has(id) || (mode && isDelta(mode))) continue;
        const message = known
          ? `${column} ${id} is in no row of ${shownFile(target)}.`
          : `${column} ${id} needs ${shownFile(target)}, which is not in the bundle.`;
        (isHard ? hard : soft).push({ file: shownFile(file.name), line, message });
      }
    }
  return { hard, soft };
}
