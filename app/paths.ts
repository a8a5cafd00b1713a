/**
 * Every URL of the site, built from typed parts. No other file writes a URL by hand; parts are encoded here.
 * `:course`, `:module`, `:lesson` and `:quiz` are content ids.
 */

const part = encodeURIComponent;

function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [[key, String(value)]],
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`;
}

/** Course, sort and filter of a cohort's progress page, kept in the URL. */
export type ProgressQuery = {
  course?: string;
  sort?: string;
  show?: string;
  q?: string;
  /** What was just done with cadets who were ticked (see `Done`), and the cohort that they were moved to. */
  done?: string;
  to?: string;
};

/** A page of a list of cohorts; `archived`: of those that are, in place of all the others; `show`: whom a reason concerns. */
export type CohortsQuery = { page?: number; archived?: '1'; show?: string };

/** Tab of a cohort's page as administrators see it, search and page of its cadets, and the form that was just saved. */
export type CadetsQuery = { tab?: string; q?: string; page?: number; saved?: string };

/** `keys`: whether a page shows what its questions and replies count, to those who may see it. */
export type KeysQuery = { keys?: '1' };

/** Tab and filters of the list of people, and the account that was just changed, kept in the URL. */
export type UsersQuery = {
  show?: 'invited' | 'disabled';
  q?: string;
  role?: string;
  page?: number;
  changed?: string;
};

/** Which rows of a list of people are shown, by their verdict; `saved`: what was just done. */
export type RosterQuery = { show?: string; page?: number; saved?: string };

/** Filters of the audit log; `before` is the id of the event that the page starts after. */
export type AuditQuery = {
  actor?: string;
  action?: string;
  subject?: string;
  id?: string;
  before?: number;
};

/**
 * How a preview is shown: `view` other than the first one of its kind of file, in a `width` other than the window's,
 * within another page (`frame`), without notes on problems. `draw`: which of the attempts that a quiz may draw.
 */
export type PreviewQuery = {
  view?: 'scenario' | 'keys' | 'attempt';
  draw?: string;
  width?: 'phone';
  frame?: '1';
  notes?: 'off';
};

/** URL builders, by place. Each returns a path that starts with `/`. */
export const paths = {
  home: () => '/',
  /** `held`: what became of a form that somebody else had sent. */
  login: (redirectTo?: string, held?: 'dropped') => withQuery('/login', { redirectTo, held }),
  /** Where a mail with a link that sets a new password is asked for; `sent`: it was. */
  forgottenPassword: (sent?: '1') => withQuery('/login/forgotten', { sent }),
  /** After the password: the second factor. */
  loginCode: (redirectTo?: string) => withQuery('/login/code', { redirectTo }),
  logout: () => '/logout',
  /** The sign-in page after signing out of what single sign-on opened. */
  signedOut: () => '/login?left=sso',
  /** On to the identity provider; `redirectTo`: where to go once signed in. */
  ssoStart: (redirectTo?: string) => withQuery('/sso/start', { redirectTo }),
  /** Where the provider sends people back to. */
  ssoCallback: () => '/sso/callback',
  /** On to the provider, to sign out there too. */
  ssoLeave: () => '/sso/leave',
  invitation: (token: string) => `/invitations/${part(token)}`,
  /** Where the code on a slip is typed. */
  activate: () => '/activate',

  /** What is searched for, and the one group of results (`in`) that is shown alone. */
  search: (q?: string, group?: string) => withQuery('/search', { q, in: group }),

  learn: () => '/learn',
  /** `module`: the one that is unfolded and gone to. */
  course: (course: string, module?: string) =>
    withQuery(`/learn/${part(course)}`, { module }) + (module ? `#module-${part(module)}` : ''),
  /** The row of a lesson in its course. */
  courseLesson: (course: string, module: string, lesson: string) =>
    `${withQuery(`/learn/${part(course)}`, { module })}#lesson-${part(lesson)}`,
  /** `anchor`: the id of an element of the page. */
  lesson: (course: string, lesson: string, anchor?: string) =>
    `/learn/${part(course)}/${part(lesson)}${anchor ? `#${part(anchor)}` : ''}`,
  /** What has changed in a lesson since the reader completed it. */
  lessonChanges: (course: string, lesson: string) =>
    `/learn/${part(course)}/changes/${part(lesson)}`,
  lessonProgress: () => '/learn/progress',
  quiz: (course: string, module: string) => `/learn/${part(course)}/${part(module)}/quiz`,
  practical: (course: string, module: string) => `/learn/${part(course)}/${part(module)}/practical`,
  survey: (course: string, survey: string) => `/learn/${part(course)}/surveys/${part(survey)}`,
  attempt: (attempt: string) => `/learn/attempts/${part(attempt)}`,
  attemptResponses: (attempt: string) => `/learn/attempts/${part(attempt)}/responses`,
  attemptResult: (attempt: string, query: { late?: number } = {}) =>
    withQuery(`/learn/attempts/${part(attempt)}/result`, query),
  record: () => '/learn/record',
  asset: (file: string, name?: string) => withQuery(`/files/${part(file)}`, { name }),

  teach: (query: CohortsQuery = {}) => withQuery('/teach', query),
  cohort: (cohort: string, query: ProgressQuery = {}) =>
    withQuery(`/teach/cohorts/${part(cohort)}`, query),
  /** Where something is done with cadets who were ticked. */
  chosen: (cohort: string) => `/teach/cohorts/${part(cohort)}/chosen`,
  cohortExport: (cohort: string, course?: string) =>
    withQuery(`/teach/cohorts/${part(cohort)}/export.csv`, { course }),
  cadet: (cohort: string, user: string, course?: string) =>
    withQuery(`/teach/cohorts/${part(cohort)}/cadets/${part(user)}`, { course }),
  cohortScenarios: (cohort: string, course?: string) =>
    withQuery(`/teach/cohorts/${part(cohort)}/scenarios`, { course }),
  /** `revision`: the version to show; the newest one with enough runs if absent. */
  cohortScenario: (
    cohort: string,
    scenario: string,
    query: { course?: string; revision?: string } = {},
  ) => withQuery(`/teach/cohorts/${part(cohort)}/scenarios/${part(scenario)}`, query),
  taughtCourses: () => '/teach/courses',
  /** A course as those who teach it read it; `anchor`: the id of an element of the page. */
  taughtCourse: (course: string, anchor?: string) =>
    `/teach/courses/${part(course)}${anchor ? `#${part(anchor)}` : ''}`,
  /** `keys`: with keys and feedback; `anchor`: the id of an element of the page. */
  taughtLesson: (course: string, lesson: string, query: KeysQuery = {}, anchor?: string) =>
    withQuery(`/teach/courses/${part(course)}/${part(lesson)}`, query) +
    (anchor ? `#${part(anchor)}` : ''),
  /** What an edition of a lesson changed in it, for those who teach it. `from`: since which edition; the one before if absent. */
  taughtChanges: (course: string, lesson: string, from?: number) =>
    withQuery(`/teach/courses/${part(course)}/changes/${part(lesson)}`, { from }),
  /** The questions of a quiz; `draw`: which of the attempts that it may draw. */
  quizQuestions: (quiz: string, query: KeysQuery & { draw?: number } = {}) =>
    withQuery(`/teach/quizzes/${part(quiz)}/questions`, query),
  /** Role-plays and surveys of a course, for those who teach it. */
  taughtSheets: (course: string) => `/teach/practicals/${part(course)}`,
  taughtPractical: (course: string, module: string) =>
    `/teach/practicals/${part(course)}/${part(module)}`,
  taughtSurvey: (course: string, survey: string) =>
    `/teach/surveys/${part(course)}/${part(survey)}`,
  /** Delivery kits, for those who teach. */
  kits: () => '/teach/kit',
  kit: (course: string) => `/teach/kit/${part(course)}`,
  /** A file of a kit; `path`: in the kit's folder, parted by `/`. */
  kitFile: (course: string, path: string) =>
    `/teach/kit/${part(course)}/${path.split('/').map(part).join('/')}`,
  /** `revision`: the one published now if absent. */
  quizStatistics: (quiz: string, revision?: string) =>
    withQuery(`/teach/quizzes/${part(quiz)}`, { revision }),

  /** `query`: policies and whether scores may fall, see `writeRegradeQuery`; `done`: the regrade just applied. */
  quizRegrade: (quiz: string, query: Record<string, string> = {}, done?: string) =>
    withQuery(`/teach/quizzes/${part(quiz)}/regrade`, { ...query, done }),
  /** An attempt for those who teach its cadet; `done`: what was just decided. */
  attemptReview: (attempt: string, done?: string) =>
    withQuery(`/teach/attempts/${part(attempt)}`, { done }),
  /** Written answers that wait to be read; `done`: how many were just graded, and how many were not. */
  waitingAnswers: (done: { graded?: number; missed?: number } = {}) =>
    withQuery('/teach/answers', done),

  author: (show?: 'attention') => withQuery('/author', { show }),
  /** `address`: course, module and file, parted by `/`, as the previews of the curriculum write it. */
  preview: (address: string, query: PreviewQuery = {}) =>
    withQuery(`/author/preview/${address.split('/').map(part).join('/')}`, query),
  /** `from`, `to`: revisions to compare; `to` may be `disk`, what the file says now. */
  contentHistory: (content: string, query: { from?: string; to?: string } = {}) =>
    withQuery(`/author/${part(content)}/history`, query),
  adminUsers: (query: UsersQuery = {}) => withQuery('/admin/users', query),
  /** The links made in this session; `kept`, `twice`: what became of the rest of an invitation. */
  adminLinks: (done: { made?: number; kept?: number; twice?: number } = {}) =>
    withQuery('/admin/users/links', done),
  /** Those that set a password, as slips of paper. */
  adminSlips: (query: { page?: number } = {}) => withQuery('/admin/users/slips', query),
  /** `saved`: what was just done. */
  adminPerson: (user: string, saved?: string) => withQuery(`/admin/users/${part(user)}`, { saved }),
  /** `saved`: what was just done. */
  account: (saved?: string) => withQuery('/account', { saved }),
  /** Where a person sets up their second factor. `saved`: what was just done. */
  secondFactor: (saved?: string) => withQuery('/account/second-factor', { saved }),
  adminCohorts: (query: CohortsQuery & { removed?: '1' } = {}) =>
    withQuery('/admin/cohorts', query),
  adminCohort: (cohort: string, query: CadetsQuery = {}) =>
    withQuery(`/admin/cohorts/${part(cohort)}`, query),
  adminRosters: () => '/admin/rosters',
  adminRoster: (roster: string, query: RosterQuery = {}) =>
    withQuery(`/admin/rosters/${part(roster)}`, query),
  adminRosterReport: (roster: string) => `/admin/rosters/${part(roster)}/report.csv`,
  /** Lessons that wait for local rules. */
  adminRules: () => '/admin/rules',
  adminAudit: (query: AuditQuery = {}) => withQuery('/admin/audit', query),

  /** Every part of the pages in every state. */
  adminDesign: () => '/admin/design',

  alive: () => '/healthz',
  ready: () => '/readyz',
} as const;
