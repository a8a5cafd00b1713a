import { expect, test } from 'vitest';
import { z } from 'zod';
import { readFields, readIntent } from './forms.server.ts';
import { Refusal } from './refusal.ts';

const send = (body: string) =>
  new Request('http://academy.example/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
  });

const readForm = async (request: Request) =>
  (await readFields({ request, context: {} }, (form) => form)).form ?? new FormData();

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

test('a line break of a textarea is one character', async () => {
  const form = await readForm(send('body=one%0D%0Atwo%0D%0A'));
  expect(form.get('body')).toBe('one\ntwo\n');
});

test('NUL is dropped, everything else arrives', async () => {
  const form = await readForm(send('email=a%00%40x.test&item.a-b=o1&item.a-b=o2'));
  expect(form.get('email')).toBe('a@x.test');
  expect(form.getAll('item.a-b')).toEqual(['o1', 'o2']);
});

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('invite-person'),
    email: z.email('This is no address.'),
    password: z.string().optional(),
  }),
  z.object({ intent: z.literal('withdraw-person'), person: z.string().max(5) }),
]);
const read = (body: string) => readIntent({ request: send(body), context: {} }, schema);

test('what was typed comes back with the message, but never a password', async () => {
  const sent = await read('intent=invite-person&email=nobody&password=secret');
  expect(sent).toMatchObject({
    form: null,
    refused: {
      initialValue: { intent: 'invite-person', email: 'nobody' },
      error: { email: ['This is no address.'] },
    },
  });
  expect(JSON.stringify(sent)).not.toContain('secret');
});

test('an empty field counts as not there, and a number comes as text', async () => {
  const sizes = z.object({ count: z.number(), name: z.string().optional() });
  const sent = await readIntent({ request: send('count=12&name='), context: {} }, sizes);
  expect(sent.form).toEqual({ count: 12 });
});

test.each([
  ['an intent that is none of these', 'intent=delete-person'],
  ['no intent', 'email=a@x.test'],
  ['a field that nobody types and is wrong', 'intent=withdraw-person&person=too-long'],
  ['a field that nobody types and is not there', 'intent=withdraw-person'],
])('%s is no form of ours', async (_name, body) => {
  expect(await statusOf(read(body))).toBe(400);
});

test('a change that is refused gives the form back, with words at its fields and for the whole', async () => {
  const sent = await read('intent=invite-person&email=a@x.test&password=secret');
  if (!sent.form) throw new Error('not read');
  expect(sent.form).toEqual({ intent: 'invite-person', email: 'a@x.test', password: 'secret' });
  const refused = sent.refuse(new Refusal({ email: ['It is taken.'], '': ['Nothing was done.'] }));
  expect(refused).toMatchObject({
    initialValue: { email: 'a@x.test' },
    error: { email: ['It is taken.'], '': ['Nothing was done.'] },
  });
  expect(JSON.stringify(refused)).not.toContain('secret');
});

test('fields that nothing can be made of are no form of ours', async () => {
  expect(await statusOf(readFields({ request: send('a=b'), context: {} }, () => null))).toBe(400);
});
