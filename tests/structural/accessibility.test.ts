import { expect, test } from 'vitest';
import { nowhere, openedElsewhere, pages } from '#tests/e2e/accessible-pages.ts';
import { knownRoutes, listUnopened } from '#tests/support/routes.ts';

const where = 'tests/e2e/accessible-pages.ts';
const addresses = Object.values(pages)
  .flat()
  .map(({ address }) => address)
  .filter((address) => address !== nowhere);
// What renders no page, such as a picture or a CSV file, is nothing that axe could open.
const rendered = knownRoutes.filter(({ page }) => page);

test.each(rendered)('axe opens $id', ({ id }) => {
  const forgotten = listUnopened(
    rendered.filter((route) => route.id === id),
    addresses,
    openedElsewhere,
  );
  if (forgotten.length > 0)
    throw new Error(
      `No test looks at the accessibility of app/${id}.tsx: add an address of it to \`pages\` in ${where}, or to \`openedElsewhere\` there the test that opens it.`,
    );
});

test('no reason stands for a route that there is not, or that is opened after all', () => {
  const without = listUnopened(rendered, addresses, {});
  expect(Object.keys(openedElsewhere).filter((id) => !without.includes(id))).toEqual([]);
});
