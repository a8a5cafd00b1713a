import { expect, test, vi } from 'vitest';
import { findPasswordProblem } from './new-password.server.ts';

/** Words of the place and of the person that no password may be little more than (NIST SP 800-63B-4, section 3.1.1.2). */

vi.hoisted(() => {
  process.env.ACADEMY_NAME = 'Riverbend Constabulary College';
  process.env.APP_URL = 'https://kestrel.example';
  process.env.MAIL_FROM = 'Marshland Training <post@thistledown.example>';
  process.env.OIDC_ISSUER = 'https://id.kestrel.example';
  process.env.OIDC_CLIENT_ID = 'rapport';
  process.env.OIDC_CLIENT_SECRET = 'a secret of the provider';
  process.env.OIDC_NAME = 'Lighthouse Keys';
});

const owner = {
  name: 'Odette Marchbanks',
  email: 'o.quarterdeck@post.test',
  hasSecondFactor: false,
};

test.each([
  ['the academy', 'riverbendconstabulary1'],
  ['the academy, in other letters', 'Constabulary-College-26'],
  ['the host', 'kestrel-kestrel-1999'],
  ['the sender of mails', 'marshlandthistledown!'],
  ['the provider', 'Lighthouse2026Lighthouse'],
  ['the product', 'rapportrapport2026'],
  ['the person', 'odettemarchbanks1'],
  ['the address', 'quarterdeck quarterdeck'],
])('a password of the words of %s is refused', async (_whose, password) => {
  expect(await findPasswordProblem(password, owner)).toContain('little more than');
});

test('such a word beside others is none of its business', async () => {
  const password = 'riverbend lantern oyster pickle';
  expect(await findPasswordProblem(password, owner)).toBeNull();
});
