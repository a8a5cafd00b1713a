import { describe, expect, test } from 'vitest';
import {
  judgeAddress,
  judgeClock,
  judgeMail,
  judgeNewestChange,
  judgeProxy,
  judgeRoom,
  judgeSecrets,
  judgeSilence,
  judgeSqliteDisk,
  judgeStranger,
  judgeTimekeeping,
} from './doctor-rules.ts';

const given = (
  url: string,
  more: { TRUST_PROXY?: string | number | false; HOST?: string } = {},
) => ({
  APP_URL: new URL(url),
  TRUST_PROXY: false as string | number | false,
  HOST: '127.0.0.1',
  ...more,
});
const site = 'https://training.academy.example';

test.each([
  ['https://training.academy.example', 'good'],
  ['http://training.academy.example', 'wrong'],
  ['http://localhost:3000', 'doubtful'],
  ['https://192.0.2.7', 'doubtful'],
  ['https://[2001:db8::1]', 'doubtful'],
])('the address %s is %s', (url, level) => {
  expect(judgeAddress(given(url)).level).toBe(level);
});

test.each([
  ['TLS without a trusted proxy', given(site), 'wrong'],
  ['a proxy on this machine', given(site, { TRUST_PROXY: 'loopback' }), 'good'],
  ['a way past the proxy', given(site, { TRUST_PROXY: 1, HOST: '0.0.0.0' }), 'doubtful'],
  ['no proxy', given('http://localhost:3000'), 'good'],
])('%s', (_, settings, level) => {
  expect(judgeProxy(settings, false).level).toBe(level);
});

test('a proxy that TRUST_PROXY does not name is wrong, whatever it names', () => {
  const settings = given(site, { TRUST_PROXY: '10.0.0.0/8' });
  expect(judgeProxy(settings, true)).toMatchObject({
    level: 'wrong',
    says: expect.stringContaining('TRUST_PROXY=10.0.0.0/8'),
  });
});

const named = (code: string, message = code) => Object.assign(new Error(message), { code });

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'doubtful', /does not trust/],
  ['CERT_HAS_EXPIRED', 'doubtful', /does not trust/],
  ['ENOTFOUND', 'wrong', /does not know the name/],
  ['ECONNREFUSED', 'doubtful', /^Nothing answers/],
])('silence for %s is told as what it is', (code, level, says) => {
  expect(judgeSilence(site, named(code))).toMatchObject({
    level,
    says: expect.stringMatching(says),
  });
});

test('a proxy with nothing behind it is not told as another site', () => {
  for (const status of [502, 503, 504])
    expect(judgeStranger(site, status).says, String(status)).toMatch(/reaches no Rapport/);
  expect(judgeStranger(site, 200).says).toMatch(/something else/);
});

test.each([
  [null, 'good', /would take mail/],
  [named('EAUTH', '535 no'), 'wrong', /refuses the sign-in \(535 no\)/],
  [named('ENOAUTH', 'no password'), 'wrong', /refuses the sign-in \(no password\)/],
  [named('ERR_TLS_CERT_ALTNAME_INVALID', 'not mail.test'), 'wrong', /for another name/],
  [named('ESOCKET', 'self-signed certificate'), 'wrong', /no encryption/],
  [named('ETLS', 'STARTTLS is not offered'), 'wrong', /no encryption/],
  [named('ESOCKET', "does not match certificate's altnames"), 'wrong', /for another name/],
  [named('ESOCKET', 'connect ECONNREFUSED'), 'wrong', /does not answer/],
])('mail: %s is %s', (error, level, says) => {
  expect(judgeMail('mail.academy.example', error)).toMatchObject({
    level,
    says: expect.stringMatching(says),
  });
});

test.each([
  [0, 'good'],
  [-4, 'good'],
  [-30, 'doubtful'],
  [3600, 'wrong'],
])('a clock that is %s seconds apart is %s', (seconds, level) => {
  expect(judgeClock(seconds, 'the database').level).toBe(level);
});

test.each([
  [5 * 1024 ** 3, 'good'],
  [500 * 1024 ** 2, 'doubtful'],
  [1024, 'wrong'],
])('%s bytes free are %s', (free, level) => {
  expect(judgeRoom('/data', free).level).toBe(level);
});

test.each([
  ['yes', 'good'],
  ['no', 'doubtful'],
  ['', undefined],
  [null, undefined],
])('a clock of which systemd says %j is %s', (said, level) => {
  expect(judgeTimekeeping(said)?.level).toBe(level);
});

test.each([
  [null, undefined],
  [-3600, undefined],
  [5, undefined],
  [3600, 'doubtful'],
])('a newest change %s seconds ahead of the clock is %s', (seconds, level) => {
  expect(judgeNewestChange(seconds)?.level).toBe(level);
});

test('SQLite belongs on a disk of the machine', () => {
  expect(judgeSqliteDisk('/data/rapport.db', 0xef53)).toBeNull();
});

test.each([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x5346414f])(
  'SQLite does not belong on a network disk of kind %s',
  (type) => {
    expect(judgeSqliteDisk('/data/rapport.db', type)).toMatchObject({
      level: 'wrong',
      says: expect.stringMatching(/^\/data\/rapport\.db lies on a network disk/),
    });
  },
);

test.each([
  [judgeAddress(given(site)), /^People type https:\/\/training\.academy\.example\.$/],
  [judgeProxy(given(site, { TRUST_PROXY: 'loopback' }), false), /^The proxy says who asks\.$/],
  [judgeProxy(given('http://localhost:3000'), false), /^No proxy is expected\.$/],
  [judgeMail('mail.academy.example', null), /^mail\.academy\.example would take mail/],
  [judgeClock(0, 'the database'), /^The clock is that of the database\.$/],
  [judgeTimekeeping('yes'), /^NTP keeps the clock\.$/],
  [judgeRoom('/data', 5 * 1024 ** 3), /^5 GB are free under \/data\.$/],
  [judgeSecrets({ SECRETS_KEY: ['k'.repeat(32)] }), /^Secrets of second factors are sealed\.$/],
])('what is good is told, with nothing to do: %j', (finding, says) => {
  expect(finding).toMatchObject({ level: 'good', says: expect.stringMatching(says) });
  expect(finding).not.toHaveProperty('next');
});

test('without a key, secrets lie open in backups', () => {
  expect(judgeSecrets({ SECRETS_KEY: undefined }).level).toBe('doubtful');
  expect(judgeSecrets({ SECRETS_KEY: ['k'.repeat(32)] }).level).toBe('good');
});

describe('what is not good says what to do', () => {
  const all = [
    judgeAddress(given('http://x.example')),
    judgeAddress(given('http://localhost')),
    judgeAddress(given('https://192.0.2.7')),
    judgeProxy(given(site), false),
    judgeProxy(given(site, { TRUST_PROXY: '10.0.0.0/8' }), true),
    judgeProxy(given(site, { TRUST_PROXY: 1, HOST: '0.0.0.0' }), false),
    judgeSilence(site, new Error('x')),
    judgeSilence(site, named('ENOTFOUND')),
    judgeSilence(site, named('SELF_SIGNED_CERT_IN_CHAIN')),
    judgeStranger(site, 502),
    judgeStranger(site, 404),
    judgeMail('mail', named('EAUTH')),
    judgeMail('mail', named('ESOCKET')),
    judgeMail('mail', named('ETLS')),
    judgeMail('mail', named('ESOCKET', 'altnames')),
    judgeClock(99, 'x'),
    judgeTimekeeping('no') ?? undefined,
    judgeNewestChange(3600) ?? undefined,
    judgeRoom('/', 1),
    judgeSecrets({ SECRETS_KEY: undefined }),
    judgeSqliteDisk('/x', 0x6969),
  ];
  test.each(all.map((one) => [one?.says, one?.next]))('%s', (_, next) => {
    expect(next).toMatch(/\.$/);
  });
});
