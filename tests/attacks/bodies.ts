import type { Academy, AttackPost, Visitor } from './academy.ts';
import type { Dice } from './dice.ts';
import { toLatin1 } from './request.ts';
import { brokenEscapes, encode, pickText } from './texts.ts';

/** Bodies of forms: as they should be, with fields harmed, and in encodings that are not what they say. */

type Pair = [name: string, value: string];

/** A body in bytes and what its header says it is; null: no such header. */
export type Body = { bytes: string; type: string | null };

const fieldNames = [
  'intent',
  'madeFor',
  'place',
  'held',
  'userId',
  'roles',
  'seq',
  'item.voice',
  'seq.voice',
  '__proto__',
  'constructor',
  'constructor.prototype',
  'a[0]',
  'a[99999999]',
  'a.b.c',
  'a[]',
  '',
  ' ',
  'Intent',
  'intent[]',
  'intent.x',
  'item.__proto__',
  'item.toString',
  'é',
  '\0',
];

/** The form's fields with `madeFor` of whoever sends it. */
function toPairs({ fields }: AttackPost, visitor: Visitor): Pair[] {
  const pairs = Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value): Pair => [name, value]),
  );
  return [...pairs, ['madeFor', visitor.mark]];
}

type Harm = 'drop' | 'double' | 'text' | 'other' | 'rename' | 'add' | 'many' | 'empty' | 'id';

const harms: Record<Harm, number> = {
  drop: 10,
  double: 8,
  text: 40,
  other: 6,
  rename: 8,
  add: 8,
  many: 0.7,
  empty: 6,
  id: 13,
};

function harm(pairs: readonly Pair[], academy: Academy, dice: Dice): Pair[] {
  // What says which form it is stays in most cases: without it nothing else is looked at.
  const loose = pairs.filter(([name]) => !/^(intent|madeFor)$/.test(name) || dice.chance(0.15));
  const [name, value] = dice.pick(loose.length > 0 ? loose : pairs);
  const at = pairs.findIndex((pair) => pair[0] === name && pair[1] === value);
  const put = (...instead: Pair[]) => [...pairs.slice(0, at), ...instead, ...pairs.slice(at + 1)];
  switch (dice.weigh(harms)) {
    case 'drop':
      return put();
    case 'double':
      return put([name, value], [name, dice.chance(0.5) ? value : pickText(dice)]);
    case 'text':
      return put([name, pickText(dice)]);
    case 'empty':
      return put([name, '']);
    case 'id':
      return put([name, dice.pick(academy.ids[dice.pick(Object.keys(academy.ids))] ?? [''])]);
    case 'other': {
      const others = Object.entries(dice.pick(academy.posts).fields);
      const [otherName, otherValue] = dice.pick(others.length > 0 ? others : [['x', 'y']]);
      return [...pairs, [otherName, [otherValue].flat()[0] ?? '']];
    }
    case 'rename':
      return put([dice.pick(fieldNames), value]);
    case 'add':
      return [...pairs, [dice.pick(fieldNames), pickText(dice)]];
    case 'many':
      return [...pairs, ...Array.from({ length: 1001 }, (_, index): Pair => [`f${index}`, 'x'])];
  }
}

const toForm = (pairs: readonly Pair[]) =>
  pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');

const formType = 'application/x-www-form-urlencoded';

function toMultipart(pairs: readonly Pair[], dice: Dice): Body {
  const boundary = 'xqzboundary';
  const parts = pairs.map(([name, value]) => {
    const quoted = name.replaceAll('"', '%22').replace(/[\r\n]/g, ' ');
    const file = dice.chance(0.1) ? `; filename="${dice.pick(['a.txt', '../../x', ''])}"` : '';
    return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted}"${file}\r\n\r\n${value}\r\n`;
  });
  const whole = toLatin1(`${parts.join('')}--${boundary}--\r\n`);
  const broken = {
    whole: () => whole,
    'cut off': () => whole.slice(0, dice.below(whole.length)),
    'other boundary': () => whole.replaceAll(boundary, 'other'),
    'no disposition': () => whole.replaceAll('Content-Disposition', 'X-Nothing'),
    'raw bytes': () => whole.replace('\r\n\r\n', '\r\n\r\n\xff\xfe\x80'),
  };
  const how = dice.weigh({
    whole: 6,
    'cut off': 2,
    'other boundary': 1,
    'no disposition': 1,
    'raw bytes': 1,
  });
  const type = dice.chance(0.9)
    ? `multipart/form-data; boundary=${boundary}`
    : dice.pick([
        'multipart/form-data',
        'multipart/form-data; boundary=',
        'multipart/mixed; boundary=xqzboundary',
      ]);
  return { bytes: broken[how](), type };
}

function toOdd(pairs: readonly Pair[], dice: Dice): Body {
  const form = toForm(pairs);
  const bodies: Record<string, () => Body> = {
    json: () => ({
      bytes: toLatin1(JSON.stringify(Object.fromEntries(pairs))),
      type: 'application/json',
    }),
    text: () => ({ bytes: form, type: 'text/plain' }),
    xml: () => ({
      bytes:
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
      type: 'text/xml',
    }),
    untyped: () => ({ bytes: form, type: null }),
    charset: () => ({
      bytes: form,
      type: `${formType}; charset=${dice.pick(['utf-16', 'x-none', '"'])}`,
    }),
    nonsense: () => ({
      bytes: form,
      type: dice.pick(['*/*', '', 'a', ';', 'text/html; charset=utf-8', 'x'.repeat(5000)]),
    }),
    escapes: () => ({
      bytes: form.replace(/=([^&]*)/, () => `=${dice.pick(brokenEscapes)}`),
      type: formType,
    }),
    bytes: () => ({
      bytes: form.replace(/=([^&]*)/, () => '=\xff\xfe\xed\xa0\x80\x00'),
      type: formType,
    }),
    empty: () => ({ bytes: '', type: formType }),
    signs: () => ({
      bytes: dice.pick(['&&&&', '=', '====&=', '%', '&=&'.repeat(400)]),
      type: formType,
    }),
    cut: () => ({ bytes: form.slice(0, dice.below(form.length + 1)), type: formType }),
    large: () => ({
      bytes: `${form}&x=${'y'.repeat(dice.pick([131_072, 1_048_576]))}`,
      type: formType,
    }),
  };
  const how = dice.pick(Object.keys(bodies).filter((name) => name !== 'large' || dice.chance(0.3)));
  return bodies[how]?.() ?? { bytes: form, type: formType };
}

/** How far a form is from what it should be. */
export type Care = 'right' | 'harmed' | 'odd';

/** The body of a form. */
export function makeBody(
  post: AttackPost,
  visitor: Visitor,
  academy: Academy,
  dice: Dice,
): Body & { care: Care } {
  const right = toPairs(post, visitor);
  const care = dice.weigh<Care>({ right: 30, harmed: 55, odd: 15 });
  let pairs = right;
  if (care !== 'right')
    for (let times = 1 + dice.below(3); times > 0 && pairs.length > 0; times -= 1)
      pairs = harm(pairs, academy, dice);
  if (care === 'odd' && dice.chance(0.6)) return { care, ...toOdd(pairs, dice) };
  if (care === 'odd') return { care, ...toMultipart(pairs, dice) };
  return { care, bytes: toForm(pairs), type: formType };
}
