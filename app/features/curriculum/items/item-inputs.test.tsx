import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { toPicture } from '#tests/factories/shapes.ts';
import type { AnswerableItem } from './answerable-schema.ts';
import { ItemInputs } from './item-inputs.tsx';
import { maxTextLength } from './value-rules.ts';

const options = ['a', 'b', 'c'].map((id) => ({ id, html: `Entry <em>${id}</em> &amp; more` }));

function render(given: Partial<AnswerableItem>, value: string[] = []): string {
  const item = { id: 'it', type: 'single', promptHtml: '', options, ...given } as const;
  return renderToStaticMarkup(<ItemInputs item={item} name="item.it" value={value} />);
}

/** What a form would send of this markup, as name=value pairs. */
function toSent(html: string): string[] {
  const checked = [...html.matchAll(/<input[^>]*type="(?:radio|checkbox)"[^>]*>/g)]
    .map(([input]) => input)
    .filter((input) => input.includes('checked=""'))
    .map((input) => /value="([^"]*)"/.exec(input)?.[1] ?? '');
  const selected = [...html.matchAll(/<option value="([^"]*)" selected="">/g)].map(
    ([, one]) => one,
  );
  const typed = [...html.matchAll(/<input[^>]*type="text"[^>]*>/g)].map(
    ([input]) => /value="([^"]*)"/.exec(input)?.[1] ?? '',
  );
  return [...checked, ...selected, ...typed].filter((one): one is string => Boolean(one));
}

describe('ItemInputs', () => {
  it.each<[AnswerableItem['type'], string[]]>([
    ['single', ['b']],
    ['true-false', ['a']],
    ['multiple', ['a', 'c']],
    ['rating', ['c']],
    ['hot-spot', ['b']],
    ['ordering', ['a=3', 'b=1', 'c=2']],
    ['matching', ['a=x', 'b=y', 'c=x']],
    ['numeric', ['14,5']],
    ['text', ['say it back']],
  ])('%s: what was answered is what the form sends again', (type, value) => {
    const targets = ['x', 'y'].map((id) => ({ id, html: `Target ${id}` }));
    const picture = toPicture(['a', 'b', 'c']);
    expect(toSent(render({ type, targets, picture }, value)).sort()).toEqual(value);
    expect(toSent(render({ type, targets, picture }))).toEqual([]);
  });

  it('asks for one of several with radios, for several with checkboxes', () => {
    for (const type of ['single', 'true-false', 'rating'] as const)
      expect(render({ type }).match(/type="radio"/g)).toHaveLength(3);
    expect(render({ type: 'multiple' }).match(/type="checkbox"/g)).toHaveLength(3);
    expect(render({ type: 'multiple' })).toContain('Choose all that apply.');
    expect(render({ type: 'rating' })).toContain('Not scored');
  });

  it('an ordering has a labelled list box for the place of each entry', () => {
    const html = render({ type: 'ordering' });
    expect(html.match(/<select/g)).toHaveLength(3);
    expect(html).toMatch(
      /<label for="it-a"><span class="vh">Place of <\/span><span>Entry <em>a<\/em> &amp; more<\/span><\/label>/,
    );
    expect([...html.matchAll(/value="(b=\d)"/g)].map(([, place]) => place)).toEqual([
      'b=1',
      'b=2',
      'b=3',
    ]);
  });

  it('a matching has a list box of the right side for each line, as bare text', () => {
    const targets = [
      { id: 'x', html: 'Voice &amp; <b>choice</b>' },
      { id: 'y', html: 'Respect' },
    ];
    const html = render({ type: 'matching', targets, columns: ['Line', 'Habit'] });
    expect(html.match(/<select/g)).toHaveLength(3);
    expect(html).toContain('<option value="c=x">Voice &amp; choice</option>');
    expect(html).toContain('<span class="vh">: Habit</span>');
    expect(html).not.toContain('class="targets"');
  });

  it('a hot spot has a radio in each place, named below by the same number', () => {
    const html = render({ type: 'hot-spot', picture: toPicture(['a', 'b', 'c']) });
    expect(html.match(/type="radio"/g)).toHaveLength(3);
    expect(html).toContain('alt="A front door" width="640" height="400"');
    expect(html).toMatch(
      /class="spot-left" data-percent="020"><span class="spot-top" data-percent="010"><span class="spot-width" data-percent="015"><span class="spot" data-percent="080"><input type="radio" id="it-b" name="item.it" value="b"\/><b aria-hidden="true">2<\/b>/,
    );
    expect(html).toMatch(/<li>.*<\/li><li><label for="it-b"><span>Entry <em>b<\/em> &amp; more</);
    expect(html).not.toContain('style=');
  });

  it('writes long counterparts out above, by letter', () => {
    const targets = [
      { id: 'x', html: 'A sentence that no closed list box on a phone can show' },
      { id: 'y', html: 'Short' },
    ];
    const html = render({ type: 'matching', targets });
    expect(html).toContain('<b>B</b> <span>Short</span>');
    expect(html).toContain('<option value="a=y">B. Short</option>');
  });

  it('typed answers are one field each, which cuts nothing off and has every key', () => {
    const number = render({ type: 'numeric', unit: 'percent', options: [] });
    expect(number).toContain('A number, in percent.');
    expect(number).toMatch(/<label for="it-typed">/);
    const text = render({ type: 'text', options: [] });
    for (const html of [number, text]) {
      expect(html.match(/<input/g)).toHaveLength(1);
      expect(html).toContain(`<text-limit max="${maxTextLength}">`);
      expect(html).not.toMatch(/maxlength|inputmode/i);
    }
  });
});
