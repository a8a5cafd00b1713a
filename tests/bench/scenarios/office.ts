import { paths } from '#app/paths.ts';
import type { BenchAcademy } from '../academy/schema.ts';
import { pick, type Scenario } from '../scenario.ts';

/** Searches: what they cost must not grow with the people in the database. */
export function searchScenarios({ admin, instructor, cadet }: BenchAcademy): Scenario[] {
  const aim = { ratio: 5 };
  const one = (name: string, q: string, cookie: string): Scenario => ({
    name,
    make: () => ({ path: paths.search(q), cookie }),
    aim,
  });
  return [
    one('search for a person', 'alex mor', admin),
    one('search for a common beginning', 'ma', admin),
    one('search of an instructor', 'alex', instructor),
    one('search of a cadet', 'voice', cadet),
  ];
}

/** What authors and administrators open. */
export function listOffice(academy: BenchAcademy): Scenario[] {
  const { author, admin, lessons, preview, cohorts, cadetId } = academy;
  const get = (name: string, path: string, cookie: string): Scenario => ({
    name,
    make: () => ({ path, cookie }),
  });
  return [
    get('/author', paths.author(), author),
    get('preview of a lesson', paths.preview(preview), author),
    get('history of a lesson', paths.contentHistory(pick(lessons, 0)), author),
    get('people', paths.adminUsers(), admin),
    get('person', paths.adminPerson(cadetId), admin),
    get('links just made', paths.adminLinks(), admin),
    get('slips', paths.adminSlips(), admin),
    get('lists of people', paths.adminRosters(), admin),
    ...searchScenarios(academy),
    get('account', paths.account(), admin),
    get('second factor', paths.secondFactor(), admin),
    get('cohorts', paths.adminCohorts(), admin),
    get('cohort of 40, admin', paths.adminCohort(cohorts.small), admin),
    get('local rules', paths.adminRules(), admin),
    get('audit log', paths.adminAudit(), admin),
    get('design', paths.adminDesign(), admin),
  ];
}
