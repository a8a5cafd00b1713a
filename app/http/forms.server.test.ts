import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseForm, readForm } from './forms.server.ts';

const send = (body: string) =>
  new Request('http://academy.example/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
  });

const statusOf = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (thrown: unknown) => (thrown instanceof Response ? thrown.status : 'not a response'),
  );

test.each([
  ['an index that asks for a huge list', 'a[99999999]=x'],
  ['an intent of the form library', '__intent__=x'],
  ['a path without end', `${'a.'.repeat(5000)}a=x`],
  ['an empty name', '=x'],
  ['a name that every object has', 'constructor=x'],
  ['a path to what every object has', 'item.__proto__=x'],
  ['more fields than any form has', 'a=&'.repeat(1500)],
])('%s is refused', async (_name, body) => {
  expect(await statusOf(readForm(send(body)))).toBe(400);
});

test('a body that is no form is refused', async () => {
  const json = new Request('http://academy.example/login', { method: 'POST', body: '{}' });
  expect(await statusOf(readForm(json))).toBe(400);
});

test('a form over the limit is refused before it is read', async () => {
  const large = new Request('http://academy.example/', {
    method: 'POST',
    headers: { 'Content-Length': '200000' },
    body: 'a=b',
  });
  expect(await statusOf(readForm(large))).toBe(413);
});

test('NUL is dropped, everything else arrives', async () => {
  const form = await readForm(send('email=a%00%40x.test&item.a-b=o1&item.a-b=o2'));
  expect(form.get('email')).toBe('a@x.test');
  expect(form.getAll('item.a-b')).toEqual(['o1', 'o2']);
});

test('what was typed comes back with the message', async () => {
  const submission = await parseForm(send('email=nobody'), z.object({ email: z.email() }));
  expect(submission.reply()).toMatchObject({
    initialValue: { email: 'nobody' },
    error: { email: [expect.any(String)] },
  });
});
