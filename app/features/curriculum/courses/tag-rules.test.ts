import fc from 'fast-check';
import type { Element, ElementContent, Nodes, Properties } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { expect, test } from 'vitest';
import { listTags } from './tag-rules.ts';

const seed = 20_261_130;

/** Elements that may stand in one another in any order, so that what is written is what is read. */
const names = fc.constantFrom('span', 'em', 'b', 'sup', 'br', 'img');
const texts = fc.string({ unit: fc.constantFrom(...'ab <>&"\'=/-!é\n'), maxLength: 12 });
const properties: fc.Arbitrary<Properties> = fc.record(
  {
    id: texts,
    title: texts,
    className: fc.constantFrom(['cite'], ['a', 'term']),
    hidden: fc.boolean(),
  },
  { requiredKeys: [] },
);
const { node } = fc.letrec<{ node: ElementContent }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    texts.map((value): ElementContent => ({ type: 'text', value })),
    fc.constant<ElementContent>({ type: 'comment', value: ' <a id="no"> ' }),
    fc
      .record({ tagName: names, properties, children: fc.array(tie('node'), { maxLength: 4 }) })
      .map(
        (made): Element => ({
          type: 'element',
          ...made,
          children: ['br', 'img'].includes(made.tagName) ? [] : made.children,
        }),
      ),
  ),
}));

type Read = { name: string; attributes: Record<string, string>; end: number };

/** The elements as the parser finds them. */
function parse(html: string): Read[] {
  const found: Read[] = [];
  const visit = (one: Nodes) => {
    if (one.type === 'element') {
      const attributes: Record<string, string> = {};
      for (const [name, value] of Object.entries(one.properties)) {
        if (Array.isArray(value)) attributes.class = value.join(' ');
        else attributes[name] = value === true ? '' : String(value);
      }
      found.push({ name: one.tagName, attributes, end: one.position?.end.offset ?? -1 });
    }
    if ('children' in one) for (const child of one.children) visit(child);
  };
  visit(fromHtml(html, { fragment: true }));
  return found;
}

const scan = (html: string): Read[] =>
  listTags(html).map(({ name, attributes, end }) => ({
    name,
    attributes: Object.fromEntries(attributes.map((one) => [one.name, one.value])),
    end,
  }));

test('of what a serializer wrote it reads what the parser reads', () => {
  fc.assert(
    fc.property(fc.array(node, { maxLength: 5 }), fc.boolean(), (children, single) => {
      const quote = single ? "'" : '"';
      const html = toHtml({ type: 'root', children }, { quote, quoteSmart: single });
      expect(scan(html)).toEqual(parse(html));
    }),
    { seed, numRuns: 500 },
  );
});

test('a picture in SVG closes its elements by themselves', () => {
  const html =
    '<svg viewBox="0 0 9 9"><path d="M1 1"/><g class="a"><rect x="1" /></g></svg><p id=one>x</p>';
  const ends = scan(html).map(({ name, end }) => [name, html.slice(end - 6, end)]);
  expect(ends).toEqual([
    ['svg', '</svg>'],
    ['path', '1 1"/>'],
    ['g', '/></g>'],
    ['rect', '"1" />'],
    ['p', '>x</p>'],
  ]);
});

test('what ends amid a tag ends the reading', () => {
  for (const html of ['<a href="x', '<a href', '<a', '<', '</', '<!--', '<a b=', '< a>', '<a =b>'])
    expect(() => listTags(html)).not.toThrow();
});

test('a text of a megabyte is read in a time that grows with its length alone', () => {
  const html = '<p class="a">text <em>of</em> some <a href="/x">words</a></p>\n'.repeat(16_000);
  expect(listTags(html)).toHaveLength(48_000);
});
