import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type LoadedContent,
  loadContent,
} from '#app/features/curriculum/compiler/course/content.server.ts';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { Item, ItemKey } from '#app/features/curriculum/items/schema.ts';
import { copyCourse, fixtureFolder, itemOf, lessonText } from './fixture-course.ts';

let parts: LoadedContent;

beforeAll(async () => {
  parts = await loadContent({ contentDir: fixtureFolder('parts'), dataDir: null });
});

function check(id: string, content = parts, lesson = 'parts-lesson'): { item: Item; key: ItemKey } {
  const { output } = itemOf(content, lesson);
  if (output?.kind !== 'lesson') throw new Error('no lesson');
  const block = output.body.blocks.find((each) => each.type === 'check' && each.item.id === id);
  const key = output.key[id];
  if (block?.type !== 'check' || key === undefined) throw new Error(`no check ${id}`);
  return { item: block.item, key };
}

const words = (options: Item['options']) => options.map(({ html }) => html.replace(/<[^>]*>/g, ''));
const idsInOrder = (options: Item['options']) => options.map(({ id }) => id);

test('the course of parts has no problems', () => {
  expect(parts.problems.map(toProblemLine)).toEqual([]);
});

describe('each kind of question', () => {
  test('ordering: entries in an order that tells nothing, the right order in the key', () => {
    const { item, key } = check('steps-in-order');
    expect(item).toMatchObject({ type: 'ordering', tags: ['contact', 'first'], targets: [] });
    expect(item.promptHtml).toContain('<li>it is dark</li>');
    expect(idsInOrder(item.options)).toEqual(idsInOrder(item.options).toSorted());
    const byId = new Map(item.options.map(({ id, html }) => [id, html]));
    expect(key.correct.map((id) => byId.get(id))).toEqual([
      'Give your <em>name</em>',
      'State the reason',
      'Ask one open question',
      'Wait',
    ]);
    expect(key.explanation).toContain('once they know <strong>who</strong> is talking');
  });

  test('matching: both sides in an order that tells nothing, one target for equal words', () => {
    const { item, key } = check('lines-and-habits');
    expect(item).toMatchObject({ type: 'matching', columns: ['What you hear', 'Habit'] });
    expect(words(item.targets).toSorted()).toEqual(['Leniency', 'Neutrality', 'Voice']);
    for (const side of [item.options, item.targets]) {
      expect(idsInOrder(side)).toEqual(idsInOrder(side).toSorted());
    }
    const html = new Map([...item.options, ...item.targets].map((each) => [each.id, each.html]));
    expect(key.correct.map((pair) => pair.split('=').map((id) => html.get(id))).toSorted()).toEqual(
      [
        ['"Tell me your side"', 'Voice'],
        ['"The rule is the same for all"', 'Neutrality'],
        ['"What happened then?"', 'Voice'],
      ],
    );
  });

  test('numeric: tolerance, range and unit', () => {
    expect(check('share-of-harm').key.range).toEqual({ min: 13, max: 15 });
    expect(check('share-of-harm').item).toMatchObject({ type: 'numeric', unit: 'percent' });
    expect(check('between').key.range).toEqual({ min: -0.5, max: 2 });
    expect(check('exactly').key).toMatchObject({ range: { min: 4, max: 4 }, explanation: 'Four.' });
    expect(check('exactly').item.unit).toBeNull();
    expect(check('exactly').item.promptHtml).toContain('<li>Count</li>');
  });

  test('short text: patterns in the key only', () => {
    const { item, key } = check('own-words');
    expect(key.patterns).toEqual(['paraphrase', 'paraphrasing', 'restat*']);
    expect(item).toMatchObject({ type: 'text', options: [] });
  });

  test('rating: labels from first to last, nothing right', () => {
    const { item, key } = check('how-sure');
    expect([item.type, words(item.options)]).toEqual([
      'rating',
      ['Not at all sure', 'A little sure', 'Very sure'],
    ]);
    expect([key.correct, key.explanation]).toEqual([[], null]);
  });

  test('hot spot: places in the order in which they are read, the picture apart from the question', async () => {
    const content = await loadContent({ contentDir: fixtureFolder('item-types'), dataDir: null });
    const { item, key } = check('check-spot', content, 'every-check');
    expect(item).toMatchObject({
      type: 'hot-spot',
      promptHtml: 'You knock at number 12. Choose where you stand.',
      picture: { width: 640, height: 400, alt: expect.stringMatching(/^A front door/) },
    });
    expect(item.picture?.url).toMatch(/^\/files\/[0-9a-f]{16}\.svg$/);
    expect(words(item.options)).toEqual([
      'At the window',
      'Beside the frame, on the hinge side',
      'In front of the door',
      'Beside the frame, on the latch side',
    ]);
    expect(item.picture?.areas.map(({ id }) => id)).toEqual(idsInOrder(item.options));
    const [right] = item.picture?.areas.slice(-1) ?? [];
    expect(right).toMatchObject({ left: 65, top: 17, width: 18, height: 72 });
    expect(key.correct).toEqual([right?.id]);
    expect(Object.keys(key.feedback)).toHaveLength(4);
  });

  test('a place that moves keeps its answers; options without places stay a choice', async () => {
    const course = copyCourse('item-types');
    const lesson = '01-all-types/01-every-check.mdx';
    const before = check('check-spot', await course.load(), 'every-check');
    course.edit(lesson, '(left 65%, top 17%', '(left 66%, top 18%');
    const moved = check('check-spot', await course.load(), 'every-check');
    expect(moved.key).toEqual(before.key);
    expect(moved.item.options).toEqual(before.item.options);
    expect(moved.item.picture).not.toEqual(before.item.picture);
    course.write(lesson, course.read(lesson).replace(/ \(left \d+%.*\)/g, ''));
    const { item } = check('check-spot', await course.load(), 'every-check');
    expect(item).toMatchObject({ type: 'single', picture: null });
    expect(item.promptHtml).toContain('<img src="/files/');
  });

  test('true or false', () => {
    const { item, key } = check('listening-agrees');
    expect([item.type, words(item.options)]).toEqual(['true-false', ['True', 'False']]);
    expect(key.correct).toEqual([item.options[1]?.id]);
  });

  test('no body of any file says a word of a key', () => {
    const outputs = parts.courses.flatMap(({ items }) =>
      items.flatMap(({ output }) => output ?? []),
    );
    let secrets = 0;
    for (const { body, key } of outputs) {
      const text = JSON.stringify(body);
      expect(text).not.toMatch(
        /"(correct|feedback|explanation|range|patterns|kind|residentHtml)":[^"]/,
      );
      for (const { feedback, misconceptions, explanation, patterns, choices } of Object.values(
        key ?? {},
      )) {
        const told = Object.values(choices).flatMap((choice) => [
          choice.residentHtml,
          choice.officerHtml,
        ]);
        const texts = [
          ...Object.values(feedback),
          ...Object.values(misconceptions),
          explanation ?? '',
          ...told,
        ];
        for (const secret of texts.map((html) => html.replace(/<.*/s, '').trim())) {
          // Short ones stand in other words by chance.
          if (secret.length < 8) continue;
          secrets += 1;
          expect(text).not.toContain(secret);
        }
        for (const pattern of patterns) expect(text).not.toContain(pattern);
      }
    }
    expect(secrets).toBeGreaterThan(15);
  });
});

test('the order in which an ordering or a matching is written changes the key and not the question', async () => {
  const course = copyCourse();
  const letters = ['Ask', 'Greet', 'Listen', 'Wait'];
  const compile = async (order: string[], path: string, id: string) => {
    const list = order.map((entry, index) => `${index + 1}. ${entry}`).join('\n');
    const rows = order.map((entry) => `| ${entry} | To ${entry.toLowerCase()} |`).join('\n');
    course.write(
      path,
      lessonText(
        `<Check id="an-order">\n\nOrder?\n\n${list}\n\n> So.\n\n</Check>\n\n<Check id="a-match">\n\nMatch?\n\n| A | B |\n| - | - |\n${rows}\n\n> So.\n\n</Check>`,
        id,
      ),
    );
    const content = await course.load();
    return [check('an-order', content, id), check('a-match', content, id)] as const;
  };
  const path = '01-first-module/03-made.mdx';
  const [order, match] = await compile(letters, path, 'made-lesson');
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(letters, { minLength: 4 }), async (shuffled) => {
      const [order2, match2] = await compile(shuffled, path, 'made-lesson');
      expect(order2.item).toEqual(order.item);
      expect(match2.item).toEqual(match.item);
      expect(match2.key.correct).toEqual(match.key.correct);
      expect(order2.key.correct.toSorted()).toEqual(order.key.correct.toSorted());
      expect(order2.key.correct.join() === order.key.correct.join()).toBe(
        shuffled.join() === letters.join(),
      );
    }),
    { numRuns: 10 },
  );
});

describe('numbers as authors write them', () => {
  test.each([
    ['Number: 14', 14, 14, null],
    ['Number: -3.5 to -1', -3.5, -1, null],
    ['Number: 13–15 minutes', 13, 15, 'minutes'],
    ['Number: 0.3 ± 0.1', 0.2, 0.4, null],
    ['Number: 50 +/- 5 %', 45, 55, '%'],
    ['Number: 50% ', 50, 50, '%'],
    ['Number: 3 out of 10', 3, 3, 'out of 10'],
    ['Number: 12\nminutes', 12, 12, 'minutes'],
    ['Number: 5 tons', 5, 5, 'tons'],
    ['Number: 30 km/h', 30, 30, 'km/h'],
    ['Number: -4 to 2 °C', -4, 2, '°C'],
    ['Number: 12 m²', 12, 12, 'm²'],
    ['Number: 12m2', 12, 12, 'm2'],
    ['Number: 3 m·s⁻¹', 3, 3, 'm·s⁻¹'],
    ['Number: 8 ± 1 hours a day', 7, 9, 'hours a day'],
    ['Number: 3 per 100 arrests', 3, 3, 'per 100 arrests'],
    ['Number: 2 per 1,000 calls, at night', 2, 2, 'per 1,000 calls, at night'],
    ['Number: 5 percentage-points', 5, 5, 'percentage-points'],
    ['Number: 40 €', 40, 40, '€'],
    ['Number: 5 orders', 5, 5, 'orders'],
  ])('%s', async (line, min, max, unit) => {
    const course = copyCourse();
    course.write(
      '01-first-module/03-made.mdx',
      lessonText(`<Check id="a-number">\n\nHow many?\n\n${line}\n\n> So.\n\n</Check>`),
    );
    const content = await course.load();
    expect(content.problems.map(toProblemLine)).toEqual([]);
    const { item, key } = check('a-number', content, 'made-lesson');
    expect([key.range, item.unit]).toEqual([{ min, max }, unit]);
  });

  test.each([
    ['14 or 15', 'or 15'],
    ['14 and 15', 'and 15'],
    ['14 calls or more', 'calls or more'],
    ['1e400 ± -3', 'e400 ± -3'],
    ['1e4', 'e4'],
    ['14 (about)', '(about)'],
    ['14 approx.', 'approx.'],
    ['14 15', '15'],
    ['14; 15', '; 15'],
    ['14 percent ± 1', 'percent ± 1'],
    ['14 calls 15', 'calls 15'],
    ['13 to 15 to 17', 'to 17'],
    ['14½', '½'],
  ])('%s is more than a number and its unit', async (written, rest) => {
    const course = copyCourse();
    const path = '01-first-module/03-made.mdx';
    course.write(
      path,
      lessonText(`<Check id="a-number">\n\nHow many?\n\nNumber: ${written}\n\n> So.\n\n</Check>`),
    );
    expect((await course.load()).problems.map(({ line, message }) => [line, message])).toEqual([
      [15, expect.stringContaining(`\`${rest}\` cannot be read after the number. For a range`)],
    ]);
  });
});

describe('what there is to choose from in one question', () => {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const answers: Record<string, (count: number) => string> = {
    options: (count) =>
      numbers(count)
        .map((n) => `- [${n < 3 ? 'x' : ' '}] Option ${n}\n  > So.`)
        .join('\n'),
    'entries to put in order': (count) =>
      `${numbers(count)
        .map((n) => `${n}. Step ${n}`)
        .join('\n')}\n\n> So.`,
    'rows to match': (count) =>
      `| One | Other |\n|---|---|\n${numbers(count)
        .map((n) => `| Left ${n} | Right ${n % 3} |\n`)
        .join('')}\n> So.`,
    'different right sides': (count) =>
      `| One | Other |\n|---|---|\n${numbers(count)
        .map((n) => `| ${n < 4 ? `Left ${n}` : ''} | Right ${n} |\n`)
        .join('')}\n> So.`,
  };

  test.each(Object.entries(answers))('%s: at most 20', async (what, write) => {
    const course = copyCourse();
    const errorsOf = async (count: number) => {
      course.write(
        '01-first-module/03-made.mdx',
        lessonText(`<Check id="a-crowd">\n\nWhat?\n\n${write(count)}\n\n</Check>`),
      );
      const { problems } = await course.load();
      return problems.flatMap(({ level, message }) => (level === 'error' ? [message] : []));
    };
    expect(await errorsOf(20)).toEqual([]);
    expect(await errorsOf(21)).toEqual([expect.stringContaining(`has 21 ${what}, and nobody`)]);
  });
});
