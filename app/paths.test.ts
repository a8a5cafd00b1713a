import { expect, test } from 'vitest';
import { knownRoutes, routeOf } from '#tests/support/routes.ts';
import { paths } from './paths.ts';

/** Of each builder: what it makes of parts and queries, the address, and the file of app/routes that answers there. */
const pins: Record<keyof typeof paths, [made: string, address: string, route: string]> = {
  home: [paths.home(), '/', '_index'],
  login: [paths.login('/learn/a?b=c'), '/login?redirectTo=%2Flearn%2Fa%3Fb%3Dc', 'login'],
  forgottenPassword: [paths.forgottenPassword('1'), '/login/forgotten?sent=1', 'login_.forgotten'],
  loginCode: [paths.loginCode('/learn'), '/login/code?redirectTo=%2Flearn', 'login_.code'],
  logout: [paths.logout(), '/logout', 'logout'],
  signedOut: [paths.signedOut(), '/login?left=sso', 'login'],
  ssoStart: [paths.ssoStart('/learn'), '/sso/start?redirectTo=%2Flearn', 'sso.start'],
  ssoCallback: [paths.ssoCallback(), '/sso/callback', 'sso.callback'],
  ssoLeave: [paths.ssoLeave(), '/sso/leave', 'sso.leave'],
  invitation: [paths.invitation('t'), '/invitations/t', 'invitations.$token'],
  activate: [paths.activate(), '/activate', 'activate'],

  search: [paths.search('a b', 'lessons'), '/search?q=a+b&in=lessons', 'search'],

  learn: [paths.learn(), '/learn', 'learn._index'],
  course: [paths.course('c'), '/learn/c', 'learn.$course._index'],
  courseLesson: [
    paths.courseLesson('c', 'm', 'l'),
    '/learn/c?module=m#lesson-l',
    'learn.$course._index',
  ],
  lesson: [paths.lesson('c', 'l', 'check-a'), '/learn/c/l#check-a', 'learn.$course.$lesson'],
  lessonChanges: [
    paths.lessonChanges('c', 'l'),
    '/learn/c/changes/l',
    'learn.$course.changes.$lesson',
  ],
  lessonProgress: [paths.lessonProgress(), '/learn/progress', 'learn.progress'],
  quiz: [paths.quiz('c', 'm'), '/learn/c/m/quiz', 'learn.$course.$module.quiz'],
  practical: [paths.practical('c', 'm'), '/learn/c/m/practical', 'learn.$course.$module.practical'],
  survey: [paths.survey('c', 's'), '/learn/c/surveys/s', 'learn.$course.surveys.$survey'],
  attempt: [paths.attempt('a'), '/learn/attempts/a', 'learn.attempts.$attempt._index'],
  attemptResponses: [
    paths.attemptResponses('a'),
    '/learn/attempts/a/responses',
    'learn.attempts.$attempt.responses',
  ],
  attemptResult: [
    paths.attemptResult('a', { late: 2 }),
    '/learn/attempts/a/result?late=2',
    'learn.attempts.$attempt.result',
  ],
  record: [paths.record(), '/learn/record', 'learn.record'],
  asset: [paths.asset('f.pdf', 'a sheet'), '/files/f.pdf?name=a+sheet', 'files.$file'],

  teach: [paths.teach({ page: 2, archived: '1' }), '/teach?page=2&archived=1', 'teach._index'],
  cohort: [
    paths.cohort('h', { course: 'c', sort: '-score', show: 'late', q: 'o b' }),
    '/teach/cohorts/h?course=c&sort=-score&show=late&q=o+b',
    'teach.cohorts.$cohort._index',
  ],
  chosen: [paths.chosen('h'), '/teach/cohorts/h/chosen', 'teach.cohorts.$cohort.chosen'],
  cohortExport: [
    paths.cohortExport('h', 'c'),
    '/teach/cohorts/h/export.csv?course=c',
    'teach.cohorts.$cohort.export[.]csv',
  ],
  cadet: [
    paths.cadet('h', 'u', 'c'),
    '/teach/cohorts/h/cadets/u?course=c',
    'teach.cohorts.$cohort.cadets.$user',
  ],
  cohortScenarios: [
    paths.cohortScenarios('h', 'c'),
    '/teach/cohorts/h/scenarios?course=c',
    'teach.cohorts.$cohort.scenarios._index',
  ],
  cohortScenario: [
    paths.cohortScenario('h', 's', { course: 'c', revision: 'r' }),
    '/teach/cohorts/h/scenarios/s?course=c&revision=r',
    'teach.cohorts.$cohort.scenarios.$scenario',
  ],
  taughtCourses: [paths.taughtCourses(), '/teach/courses', 'teach.courses._index'],
  taughtCourse: [
    paths.taughtCourse('c', 'module-m'),
    '/teach/courses/c#module-m',
    'teach.courses.$course._index',
  ],
  taughtLesson: [
    paths.taughtLesson('c', 'l', { keys: '1' }),
    '/teach/courses/c/l?keys=1',
    'teach.courses.$course.$lesson',
  ],
  taughtChanges: [
    paths.taughtChanges('c', 'l', 2),
    '/teach/courses/c/changes/l?from=2',
    'teach.courses.$course.changes.$lesson',
  ],
  quizQuestions: [
    paths.quizQuestions('q', { draw: 2 }),
    '/teach/quizzes/q/questions?draw=2',
    'teach.quizzes.$quiz.questions',
  ],
  taughtSheets: [paths.taughtSheets('c'), '/teach/practicals/c', 'teach.practicals.$course._index'],
  kits: [paths.kits(), '/teach/kit', 'teach.kit._index'],
  kit: [paths.kit('c'), '/teach/kit/c', 'teach.kit.$course._index'],
  kitFile: [
    paths.kitFile('c', 'for-cadets/1.1-a b.html'),
    '/teach/kit/c/for-cadets/1.1-a%20b.html',
    'teach.kit.$course.$',
  ],
  taughtPractical: [
    paths.taughtPractical('c', 'm'),
    '/teach/practicals/c/m',
    'teach.practicals.$course.$module',
  ],
  taughtSurvey: [
    paths.taughtSurvey('c', 's'),
    '/teach/surveys/c/s',
    'teach.surveys.$course.$survey',
  ],
  quizStatistics: [
    paths.quizStatistics('q', 'r'),
    '/teach/quizzes/q?revision=r',
    'teach.quizzes.$quiz._index',
  ],
  quizRegrade: [
    paths.quizRegrade('q', { i: 'drop' }, 'g'),
    '/teach/quizzes/q/regrade?i=drop&done=g',
    'teach.quizzes.$quiz.regrade',
  ],
  attemptReview: [
    paths.attemptReview('a', 'voided'),
    '/teach/attempts/a?done=voided',
    'teach.attempts.$attempt',
  ],
  waitingAnswers: [
    paths.waitingAnswers({ graded: 3, missed: 1 }),
    '/teach/answers?graded=3&missed=1',
    'teach.answers',
  ],

  author: [paths.author('attention'), '/author?show=attention', 'author._index'],
  preview: [
    paths.preview('c/01-m/02-l.mdx', { view: 'keys', width: 'phone' }),
    '/author/preview/c/01-m/02-l.mdx?view=keys&width=phone',
    'author.preview.$',
  ],
  contentHistory: [
    paths.contentHistory('l', { from: 'a', to: 'disk' }),
    '/author/l/history?from=a&to=disk',
    'author.$content.history',
  ],
  adminUsers: [
    paths.adminUsers({ show: 'disabled', q: 'o', role: 'cadet', page: 2 }),
    '/admin/users?show=disabled&q=o&role=cadet&page=2',
    'admin.users._index',
  ],
  adminLinks: [
    paths.adminLinks({ made: 2, kept: 0 }),
    '/admin/users/links?made=2&kept=0',
    'admin.users.links',
  ],
  adminSlips: [paths.adminSlips({ page: 2 }), '/admin/users/slips?page=2', 'admin.users.slips'],
  adminRosters: [paths.adminRosters(), '/admin/rosters', 'admin.rosters._index'],
  adminRoster: [
    paths.adminRoster('l', { show: 'ask', page: 2 }),
    '/admin/rosters/l?show=ask&page=2',
    'admin.rosters.$roster._index',
  ],
  adminRules: [paths.adminRules(), '/admin/rules', 'admin.rules'],
  adminRosterReport: [
    paths.adminRosterReport('l'),
    '/admin/rosters/l/report.csv',
    'admin.rosters.$roster.report[.]csv',
  ],
  adminPerson: [paths.adminPerson('u', 'x'), '/admin/users/u?saved=x', 'admin.users.$user'],
  account: [paths.account(), '/account', 'account'],
  secondFactor: [
    paths.secondFactor('turn-off'),
    '/account/second-factor?saved=turn-off',
    'account_.second-factor',
  ],
  adminCohorts: [
    paths.adminCohorts({ page: 3, archived: '1' }),
    '/admin/cohorts?page=3&archived=1',
    'admin.cohorts._index',
  ],
  adminCohort: [
    paths.adminCohort('h', { tab: 't', q: 'o', page: 2, saved: 'dates' }),
    '/admin/cohorts/h?tab=t&q=o&page=2&saved=dates',
    'admin.cohorts.$cohort',
  ],
  adminAudit: [
    paths.adminAudit({ actor: 'u', before: 7 }),
    '/admin/audit?actor=u&before=7',
    'admin.audit',
  ],

  adminDesign: [paths.adminDesign(), '/admin/design', 'admin.design'],

  alive: [paths.alive(), '/healthz', 'healthz'],
  ready: [paths.ready(), '/readyz', 'readyz'],
};

test.each(Object.keys(paths))('%s is pinned, and leads to its route', (name) => {
  const pin = Object.entries(pins).find(([builder]) => builder === name)?.[1];
  if (!pin) throw new Error(`paths.${name} has no line in the pins of app/paths.test.ts.`);
  const [made, address, route] = pin;
  expect(made).toBe(address);
  expect(routeOf(made).id).toBe(`routes/${route}`);
});

test('each route has a builder, apart from the page for what is nowhere', () => {
  const built = Object.values(pins).map(([, , route]) => `routes/${route}`);
  expect(
    knownRoutes.map(({ id }) => id).filter((id) => !built.includes(id)),
    'The address of a route is made by a builder in app/paths.ts, pinned here.',
  ).toEqual(['routes/$']);
});

test('parts are encoded, and a query that says nothing is left out', () => {
  expect(paths.course('a/b?c#d')).toBe('/learn/a%2Fb%3Fc%23d');
  expect(paths.course('c', 'm')).toBe('/learn/c?module=m#module-m');
  expect(paths.preview('c/a b/c#d.mdx')).toBe('/author/preview/c/a%20b/c%23d.mdx');
  expect(paths.cohort('h', { q: '', sort: undefined })).toBe('/teach/cohorts/h');
  expect(paths.lesson('c', 'l')).toBe('/learn/c/l');
});
