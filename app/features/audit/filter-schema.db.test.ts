import { expect, test } from 'vitest';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { auditFilterSchema } from './filter-schema.ts';

test.each([
  ['1', 1],
  ['2147483647', 2_147_483_647],
  ['2147483648', undefined],
  ['9007199254740991', undefined],
  ['0', undefined],
  ['1.5', undefined],
  ['x', undefined],
])('the log before event %s', async (before, expected) => {
  expect(auditFilterSchema.parse({ actor: '', id: '', before }).before).toBe(expected);
  const admin = await createUser({ roles: ['admin'] });
  const browser = await TestBrowser.signedInAs(admin.id);
  expect((await browser.get(`${paths.adminAudit()}?before=${before}`)).status).toBe(200);
});
