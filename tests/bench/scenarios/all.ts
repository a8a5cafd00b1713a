import { knownRoutes, listUnopened } from '#tests/support/routes.ts';
import type { BenchAcademy } from '../academy/schema.ts';
import type { Scenario } from '../scenario.ts';
import { listLearn } from './learn.ts';
import { listOffice } from './office.ts';
import { emptyRoute, listPublic } from './public.ts';
import { listTeach } from './teach.ts';

const oneEdition =
  'the academy of the bench has one edition of each text; the comparison is measured as "history of a lesson"';

const dryRun =
  'the academy of the bench has no list of people; its dry run is measured in tests/bench/roster.ts';

const provider = 'the academy of the bench has no identity provider';

/** Routes that are not measured, and why. */
const reasons: Record<string, string> = {
  'routes/$': 'every address of no route is it: measured as "nothing there"',
  'routes/sso.start': provider,
  'routes/sso.callback': provider,
  'routes/sso.leave': provider,
  'routes/admin.rosters.$roster._index': dryRun,
  'routes/admin.rosters.$roster.report[.]csv': dryRun,
  'routes/learn.$course.changes.$lesson': oneEdition,
  'routes/teach.courses.$course.changes.$lesson': oneEdition,
};

/**
 * Everything that is measured, in the order in which it can be: attempts are saved to before they are submitted.
 * @throws Error when a route of the site is not among it and has no reason: what is not measured grows slow unseen
 */
export function listScenarios(academy: BenchAcademy, routes = knownRoutes): Scenario[] {
  const scenarios = [
    ...listPublic(academy),
    ...listLearn(academy),
    ...listTeach(academy),
    ...listOffice(academy),
  ];
  const addresses = [emptyRoute, ...scenarios]
    .map(({ make }) => make(0).path)
    .filter((path) => path !== '/nothing/here');
  const forgotten = listUnopened(routes, addresses, reasons);
  if (forgotten.length > 0)
    throw new Error(
      `The benchmark measures no request of ${forgotten.join(', ')}: add a scenario to tests/bench/scenarios, or the reason for none to all.ts there.`,
    );
  return scenarios;
}
