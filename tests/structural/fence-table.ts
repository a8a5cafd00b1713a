/**
 * The fences: which part of the tree may know which. `fences.test.ts` enforces this table, and `docs/architecture.md`
 * shows it. Whoever needs a new way through changes a line here and says why in the commit.
 */

/** The wings of `app/features`, lowest floor first. A wing imports lower floors only; wings of one floor, nothing of each other. */
export const floors: readonly (readonly string[])[] = [
  ['audit', 'notices'],
  ['curriculum'],
  ['people'],
  ['records'],
  ['learning', 'assessment', 'progress', 'search'],
  ['authoring', 'delivery'],
  ['community', 'interop'],
];

/** Wings that are one room. Every other wing holds rooms and no file of its own. */
export const flatWings: readonly string[] = [
  'audit',
  'notices',
  'progress',
  'search',
  'authoring',
  'delivery',
];

/** The room that is made of stages. */
export const compiler = 'curriculum/compiler';

/** Rooms that hold folders: how deep below their wing a file may lie. A stage of the compiler, a type of item. */
export const folderDepths: Readonly<Record<string, readonly number[]>> = {
  [compiler]: [3],
  'curriculum/items': [2, 3],
};

/** The compiler's stages in order. Each imports earlier ones only. */
export const compilerStages: readonly string[] = [
  'files',
  'syntax',
  'parts',
  'references',
  'compile',
  'course',
];

/** What the compiler never imports: it turns text into data and problems. */
export const notForCompiler = /^(app\/(db|http|auth|server|routes)\/|@remix-run\/|react-router)/;

/** Of another room: what it decides, asks, changes and says, and its components. */
export const openAcrossRooms =
  /(^|[-/])(queries\.server|mutations\.server|rules|schema|words)\.ts$|\.tsx$/;

/** Rooms whose other files are open too, and to whom: their code is no secret of theirs, but a tool of these. */
export const openRooms: Readonly<Record<string, readonly string[]>> = {
  'curriculum/compiler': [
    'curriculum/quality',
    'curriculum/publishing',
    'curriculum/workshop',
    'authoring',
    'delivery',
  ],
  'curriculum/courses': ['curriculum/publishing', 'authoring'],
  'curriculum/quality': ['authoring', 'delivery'],
  'curriculum/workshop': [
    'curriculum/publishing',
    'people/rosters',
    'learning/scenarios',
    'authoring',
    'delivery',
  ],
};

/** The parts of `app` beside the features: what each may import of the others. Packages are not meant. */
export const foundations: Readonly<Record<string, readonly string[]>> = {
  words: ['time'],
  time: [],
  db: [],
  http: ['db', 'ui'],
  auth: ['db', 'http', 'time'],
  ui: ['words', 'time', 'auth'],
  backup: ['db', 'http'],
  jobs: ['db', 'http', 'time'],
  mail: [],
};

/** Single files at the top of `app` that everybody may import. */
export const openFiles: readonly string[] = [
  'app/env.server.ts',
  'app/paths.ts',
  'app/names.ts',
  'app/searched-words.ts',
  'app/claim-map.ts',
  'app/once.ts',
  'app/long-turns.server.ts',
  'app/made-folder.server.ts',
  'app/version.server.ts',
  'app/kept-rules.ts',
];

/** Who alone may import a package or a file as a value. */
export const ownedImports: Readonly<Record<string, { pattern: RegExp; owners: RegExp }>> = {
  'the generated Prisma client': {
    pattern: /db\/generated/,
    owners: /^app\/db\/client\.server\.ts$/,
  },
  lucia: { pattern: /^lucia$/, owners: /^app\/auth\/lucia\.server\.ts$/ },
  'the client of identity providers': {
    pattern: /^openid-client$/,
    owners: /^app\/features\/people\/single-sign-on\/provider\.server\.ts$/,
  },
  // So that the move to the framework's successor stays a day's work.
  'the framework': {
    pattern: /^@remix-run\//,
    owners:
      /^app\/(routes\/|server\/|commands\/|root\.tsx|routes\.ts|entry\.server\.tsx|ui\/[a-z-]+\.tsx)/,
  },
};

/** Who alone may read a setting or a global. */
export const ownedWords: Readonly<Record<string, { pattern: RegExp; owners: RegExp }>> = {
  'process.env': { pattern: /process\.env/, owners: /^app\/env\.server\.ts$/ },
  CONTENT_DIR: {
    pattern: /CONTENT_DIR/,
    owners: /^app\/(env\.server\.ts|commands\/|features\/(curriculum|authoring)\/)/,
  },
};

/**
 * Tables with owners. Writers insert, update and delete; readers select. What an attempt, a grading or a completion counts
 * is said by `records` (`countingGrading`, `countingAttempt`); who reads these tables besides uses what is said there.
 * Tables that are not named belong to the room that writes them.
 */
export const tables: Readonly<Record<string, { writers: RegExp; readers?: RegExp }>> = {
  Enrollment: { writers: /^people\// },
  Assignment: { writers: /^people\/cohorts$/ },
  // A log is no data: nothing is decided by what it says.
  AuditEvent: { writers: /^audit$/, readers: /^audit$/ },
  // The audit page needs names, authors see how many met an edition, a publication asks whether an id has records.
  Attempt: {
    writers: /^assessment\//,
    readers: /^(records|assessment)\/|^(progress|audit|authoring|curriculum\/publishing)$/,
  },
  Completion: {
    writers: /^records\/completions$/,
    readers: /^records\/|^(learning\/lessons|progress|audit|authoring|curriculum\/publishing)$/,
  },
  Grading: { writers: /^assessment\//, readers: /^(records|assessment)\/|^progress$/ },
  Response: { writers: /^assessment\/attempts$/, readers: /^(records|assessment)\// },
  Regrade: {
    writers: /^assessment\/regrades$/,
    readers: /^(records\/gradings|assessment\/regrades)$/,
  },
  Reopening: { writers: /^assessment\/reviews$/, readers: /^records\/gradings$/ },
  QuizTally: { writers: /^assessment\/statistics$/, readers: /^assessment\/statistics$/ },
  Notice: { writers: /^notices$/, readers: /^notices$/ },
  Lease: { writers: /^app\/jobs\//, readers: /^app\/jobs\// },
  OutboxMessage: { writers: /^notices$/, readers: /^notices$/ },
  CodeApp: {
    writers: /^people\/second-factor$/,
    readers: /^(people\/second-factor|app\/auth\/)/,
  },
  Passkey: {
    writers: /^people\/second-factor$/,
    readers: /^(people\/second-factor|app\/auth\/)/,
  },
  SpentChallenge: {
    writers: /^people\/second-factor$/,
    readers: /^people\/second-factor$/,
  },
  RecoveryCode: {
    writers: /^people\/second-factor$/,
    readers: /^people\/second-factor$/,
  },
  Session: {
    writers: /^(people\/(users|sign-in|second-factor|single-sign-on)|app\/auth\/)/,
    readers: /^(people\/(sign-in|single-sign-on)|app\/auth\/)/,
  },
  LessonPassage: {
    writers: /^curriculum\/publishing$/,
    readers: /^(search|curriculum\/publishing)$/,
  },
  Identity: { writers: /^people\/single-sign-on$/, readers: /^people\/single-sign-on$/ },
};
