import { beforeAll, describe, expect, test } from 'vitest';
import {
  type LoadedContent,
  loadContent,
} from '#app/features/curriculum/compiler/course/content.server.ts';
import type { ItemKey, Scenario } from '#app/features/curriculum/items/schema.ts';
import { copyCourse, fixtureFolder, itemOf } from './fixture-course.ts';

let parts: LoadedContent;
const lesson = '01-first-module/01-lesson.mdx';

beforeAll(async () => {
  parts = await loadContent({ contentDir: fixtureFolder('parts'), dataDir: null });
});

function scenario(content = parts): { scenario: Scenario; required: boolean; key: ItemKey } {
  const { output } = itemOf(content, 'parts-lesson');
  if (output?.kind !== 'lesson') throw new Error('no lesson');
  const block = output.body.blocks.find(({ type }) => type === 'scenario');
  const key = output.key['noise-upstairs'];
  if (block?.type !== 'scenario' || key === undefined) throw new Error('no scenario');
  return { ...block, key };
}

function scene(id: string, content = parts): Scenario['scenes'][number] {
  const found = scenario(content).scenario.scenes.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no scene ${id}`);
  return found;
}

describe('a scenario', () => {
  test('has its opening, variables and scenes in the order written', () => {
    const { scenario: it, required } = scenario();
    expect(it).toMatchObject({
      id: 'noise-upstairs',
      title: 'Noise upstairs',
      note: 'A family is grieving.',
      variables: [
        { name: 'trust', start: 2 },
        { name: 'time', start: 0 },
      ],
    });
    expect(required).toBe(true);
    expect(it.scenes.map(({ id, title, end }) => [id, title, end])).toEqual([
      ['stairs', 'On the stairs', null],
      ['door', 'At the door', null],
      ['shouting', 'Shouting', null],
      ['wake', 'A wake', 'good'],
      ['written', null, 'poor'],
      ['downstairs', 'Downstairs', 'safe'],
    ]);
  });

  test('speech is marked, in scenes and in the opening', () => {
    expect(scenario().scenario.introHtml).toContain(
      '<p class="speech"><strong class="speech-who">Dispatch:</strong> "Third call this week."</p>',
    );
    // Bold words elsewhere are no speech.
    expect(scenario().scenario.introHtml).toContain(
      '<p>It is ten at night. You are <strong>Officer',
    );
    expect(scene('door').html).toContain('<strong class="speech-who">Luis:</strong> "You people');
  });

  test('a scene may show a box, a picture and a local rule', () => {
    expect(scene('door').html).toMatch(
      /^<div class="callout callout-caution" role="note" aria-label="Caution"><p class="callout-title">.*<p>Your radio is <em>off<\/em>\.<\/p><\/div>/,
    );
    expect(scene('door').html).toContain('<img src="/files/');
    expect(scene('shouting').html).toContain('has not written this rule here yet');
    expect(scene('shouting').html).toContain('The academy states here what you may do.');
  });

  test('choices lead on, change variables and depend on them', () => {
    expect(scene('door').choices).toMatchObject([
      {
        html: '"Turn it off or I write you up."',
        to: 'shouting',
        conditions: [],
        effects: [
          { variable: 'trust', by: -2 },
          { variable: 'time', by: 1 },
        ],
      },
      { to: 'wake', effects: [{ variable: 'trust', by: 1 }] },
      { to: 'downstairs', effects: [] },
    ]);
    expect(scene('shouting').choices[1]?.conditions).toEqual([
      { variable: 'trust', is: 'below', value: 2 },
      { variable: 'time', is: 'at most', value: 5 },
    ]);
  });

  test('what a choice means is in the key, lines that go on joined', () => {
    const { key } = scenario();
    const [weak, best, safety] = scene('door').choices.map(({ id }) => key.choices[id]);
    expect(weak).toEqual({
      kind: 'weak',
      residentHtml: 'Luis hears a threat before he hears a question: nothing else.',
      officerHtml: 'Your last card is <em>on the table</em>.',
    });
    expect(best?.kind).toBe('best');
    expect(best?.residentHtml).toContain('<a href="#source-lind-1990">');
    expect(safety?.kind).toBe('safety');
    const [goOn] = scene('stairs').choices;
    expect(key.choices[goOn?.id ?? '']).toEqual({
      kind: 'fair',
      residentHtml: '',
      officerHtml: '',
    });
  });

  test('a choice keeps its id when others are added, moved or judged otherwise', async () => {
    const course = copyCourse('parts');
    const before = scene('door').choices.map(({ id }) => id);
    course.edit(
      lesson,
      '- ["Turn it off',
      '- ["Good evening."](#wake)\n  > Resident: Hm.\n  > Officer: Hm.\n  > Kind: fair\n- ["Turn it off',
    );
    course.edit(lesson, 'Kind: Best', 'Kind: repair');
    const after = scene('door', await course.load()).choices.map(({ id }) => id);
    expect(after.slice(1)).toEqual(before);
    expect(new Set(after).size).toBe(4);
  });

  test('is not required if it is optional', async () => {
    const course = copyCourse('parts');
    course.edit(lesson, 'title="Noise upstairs"', 'title="Noise upstairs" optional');
    expect(scenario(await course.load()).required).toBe(false);
  });

  test('counts no words of reading: nobody walks all its ways', async () => {
    const words = (content: LoadedContent) => {
      const { output } = itemOf(content, 'parts-lesson');
      return output?.kind === 'lesson' ? output.body.words : 0;
    };
    const course = copyCourse('parts');
    course.edit(lesson, /<Scenario id[\s\S]*<\/Scenario>/, 'And four more words.');
    expect(words(parts)).toBeGreaterThan(100);
    expect(words(await course.load())).toBe(words(parts) + 4);
  });
});
