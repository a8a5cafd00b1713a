import type { Dice } from './dice.ts';

/** Texts that have broken programs before, as characters; what no character can say is in `brokenEscapes`. */

/** The tag of all our markup: no page may hold it as a tag. */
export const markupTag = 'xqz-mark';
const markup = `<${markupTag} onload=alert(1)>`;

/** The header that a line feed in an answer's header would bring. */
export const injectedHeader = 'x-injected';

const shortTexts: readonly string[] = [
  '',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\0',
  'a\0b',
  '\x01\x02\x1b[31m\x7f',
  '\u202eevil\u202c',
  '\u200b\u200d\ufeff',
  '\ud83d\ude00'.repeat(3),
  'e\u0301\u0302\u0303'.repeat(40),
  '\ud800',
  'a\udc00b',
  '\ufdfa',
  'ﬃ ŉ İ ı ſ ß',
  '٠١٢٣',
  '१२',
  '١٢٣/٠٤',
  '２０２７-０３-０１',
  '2027-02-30',
  '0000-00-00',
  '9999-12-31',
  '-271821-04-20',
  '+275760-09-13',
  '2027-03-01T00:00:00Z',
  '-1',
  '0',
  '-0',
  '1e309',
  'NaN',
  'Infinity',
  '0x10',
  '1.5',
  '1,5',
  '99999999999999999999',
  '2147483648',
  '9007199254740993',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype.polluted',
  'null',
  'undefined',
  'true',
  '[object Object]',
  '[]',
  '{}',
  '{"$ne":null}',
  '[["madeFor","x"]]',
  '"',
  "'",
  "' OR '1'='1",
  '\'; DROP TABLE "User"; --',
  '%',
  '_',
  '%00',
  '%2e%2e%2f',
  '../../../../etc/hostname',
  '..\\..\\windows\\win.ini',
  '/etc/hostname',
  'file:///etc/hostname',
  '//evil.example/',
  '/\\evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  '\\\\evil.example\\share',
  '#{7*7}',
  `${'$'}{7*7}`,
  '{{7*7}}',
  '<%= 7*7 %>',
  '=1+1',
  '+1',
  '@SUM(A1)',
  '$(id)',
  '`id`',
  '|id',
  ';id',
  `a\r\n${injectedHeader}: 1`,
  `a\n${injectedHeader}: 1`,
  `\u010d\u010a${injectedHeader}: 1`,
  markup,
  `"><${markupTag}>`,
  `' onfocus='alert(1)' x='`,
  `</title><${markupTag}>`,
  `</textarea><${markupTag}>`,
  `</script><${markupTag}>`,
  `--><${markupTag}>`,
  `]]><${markupTag}>`,
  `&lt;${markupTag}&gt;`,
  'a@b',
  'a@b.c\nbcc: d@e.f',
  '"quoted"@example.test',
  'ÅNN@EXAMPLE.TEST',
  'name <a@b.test>, , ;\n\tx',
  'Ann, ann@x.test\n'.repeat(3),
];

/** A text that no form expects; one in twelve is long, one in a hundred longer than any form may be. */
export function pickText(dice: Dice): string {
  if (dice.chance(0.01)) return 'x'.repeat(dice.pick([131_073, 200_000]));
  if (dice.chance(0.08)) {
    const unit = dice.pick([
      'x',
      'é',
      '\u202e',
      ' ',
      '<',
      '"',
      '&',
      '\n',
      'a b ',
      '\ud83d\ude00',
      '../',
    ]);
    return unit.repeat(Math.ceil(dice.pick([101, 256, 2001, 4097, 20_000]) / unit.length));
  }
  return dice.pick(shortTexts);
}

/** Escapes that stand for no character: bytes that are no UTF-8, halves of pairs, signs cut off. */
export const brokenEscapes: readonly string[] = [
  '%',
  '%4',
  '%zz',
  '%ff',
  '%c0%ae%c0%ae',
  '%e2%82',
  '%ed%a0%80',
  '%ed%b0%80%ed%a0%80',
  '%f4%90%80%80',
  '%00',
  '%u0041',
  '%0d%0ax-injected:1',
  '%5c',
  '%2f',
  '%252e%252e%252f',
  '%2e%2e',
  '%09',
  '%7f',
];

/** The URL encoding of a text; halves of pairs, which have none, as the bytes that careless programs send. */
export function encode(text: string): string {
  if (!/\p{Surrogate}/u.test(text)) return encodeURIComponent(text);
  return Array.from(text, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 0xd800 || code > 0xdfff) return encodeURIComponent(sign);
    const bytes = [0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
    return bytes.map((byte) => `%${byte.toString(16)}`).join('');
  }).join('');
}
