import { describe, expect, test } from 'vitest';
import { db, inTransaction } from '#app/db/client.server.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';

/** Every place that sets a password refuses the same ones, and what stands already goes on to open its account. */

async function makeLink(given: { email: string | null; accountId?: string }): Promise<string> {
  const link = { ...given, roles: ['cadet'] as const, createdById: null, days: 1 };
  return new URL((await inTransaction((tx) => createLink(tx, link))).link).pathname;
}

const twice = (password: string) => ({ password, passwordAgain: password });

type Place = (email: string) => Promise<{ send: (password: string) => Promise<Sent> }>;
type Sent = { status: number; text: string };

const places: Record<string, Place> = {
  'an invitation': async (email) => {
    const path = await makeLink({ email });
    const form = { name: 'Odette Marchbanks', email };
    return { send: (password) => new TestBrowser().post(path, { ...form, ...twice(password) }) };
  },
  'the link of the first administrator': async (email) => {
    const path = await makeLink({ email: null });
    const form = { name: 'Odette Marchbanks', email };
    return { send: (password) => new TestBrowser().post(path, { ...form, ...twice(password) }) };
  },
  'a password link': async (email) => {
    const user = await createUser({ name: 'Odette Marchbanks', email });
    const path = await makeLink({ email, accountId: user.id });
    return { send: (password) => new TestBrowser().post(path, twice(password)) };
  },
};

describe.each(Object.entries(places))('%s', (name, place) => {
  test('refuses what is short, common or made of the person’s own words, and says why', async () => {
    const email = `${name.replaceAll(/\W/g, '')}@quarterdeck.test`;
    const { send } = await place(email);
    const refused: [string, string][] = [
      ['not long yet', 'Use at least 15 characters.'],
      ['passwordpassword', 'many people have used this password'],
      ['odette marchbanks', 'little more than your name or address'],
      ['quarterdeck 123456', 'little more than your name or address'],
      ['rapport.localhost', 'little more than your name or address'],
    ];
    for (const [password, why] of refused) {
      const page = await send(password);
      expect([page.status, page.text]).toEqual([400, expect.stringContaining(why)]);
    }
    const sessions = () => db.session.count({ where: { user: { email } } });
    expect(await sessions()).toBe(0);
    // The link is not used up by what was refused.
    expect((await send('olive comet drawer piano')).status).toBe(302);
    expect(await sessions()).toBe(1);
  });
});

test('a password of before goes on to open its account', async () => {
  await createUser({ email: 'long-here@academy.test', password: 'rapport-demo' });
  const form = { email: 'long-here@academy.test', password: 'rapport-demo' };
  expect((await new TestBrowser().post(paths.login(), form)).status).toBe(302);
});
