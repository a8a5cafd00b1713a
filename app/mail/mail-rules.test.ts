import { expect, test } from 'vitest';
import { needsTls, readFailure, toPause } from './mail-rules.ts';

test('only a lasting refusal of this message is for ever', () => {
  const never = { code: 'EENVELOPE', responseCode: 550, response: '550 No such mailbox' };
  expect(readFailure(never)).toEqual({ means: 'never', says: '550 No such mailbox' });
  expect(readFailure({ ...never, responseCode: 451 }).means).toBe('later');
  // The academy's own sign-in at the mail server, or a greeting: for somebody to put right.
  expect(readFailure({ code: 'EAUTH', responseCode: 535 }).means).toBe('later');
  expect(readFailure({ code: 'ECONNECTION', message: 'refused' })).toEqual({
    means: 'later',
    says: 'ECONNECTION: refused',
  });
  expect(readFailure({ code: 'EMESSAGE', responseCode: 552 }).means).toBe('never');
  expect(
    readFailure({ code: 'ETLS', responseCode: 500, response: '500 What?', message: 'No STARTTLS' }),
  ).toEqual({ means: 'later', says: 'ETLS: No STARTTLS' });
  expect(readFailure(undefined)).toEqual({ means: 'later', says: '' });
});

test('pauses double from a minute to an hour', () => {
  expect([1, 2, 3, 7, 20].map((tries) => toPause(tries) / 60_000)).toEqual([1, 2, 4, 60, 60]);
});

test('mail to another machine needs encryption, unless the address says otherwise', () => {
  const asked = (url: string) => needsTls(new URL(url));
  expect(asked('smtp://mail.academy.test:587')).toBe(true);
  expect(asked('smtp://10.0.0.7')).toBe(true);
  expect(asked('smtp://127.0.0.1.evil.test')).toBe(true);
  expect(asked('smtp://mail.academy.test/?ignoreTLS=true')).toBe(false);
  for (const host of ['localhost', '127.0.0.1:25', '[::1]:25'])
    expect(asked(`smtp://${host}`)).toBe(false);
});
