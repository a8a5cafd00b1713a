import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import yauzl from 'yauzl';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { toBareText } from '#app/features/curriculum/courses/html-rules.ts';
import type { AnswerKey } from '#app/features/curriculum/items/schema.ts';
import { makeFolderKits } from '#app/features/delivery/folder-kits.server.ts';
import type { Kit } from '#app/features/delivery/schema.ts';
import { choiceKindWords } from '#app/features/delivery/words.ts';

/** The kit of this repository's course: what lies in it, what must not, and that it stands alone. */

const contentDir = resolve('content');
let kit: Kit;
let texts: Map<string, string>;
let keys: AnswerKey[];
let quizKeys: AnswerKey[];
let lessons: { id: string; title: string }[];

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kit-'));
  const { kits, broken } = await makeFolderKits({ contentDir, dataDir, course: null });
  expect(broken).toEqual([]);
  const [made] = kits;
  if (made === undefined) throw new Error('no kit was made');
  kit = made.kit;
  texts = new Map(kit.files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
  const { courses } = await loadContent({ contentDir, dataDir });
  const outputs = courses.flatMap(({ items }) => items.flatMap(({ output }) => output ?? []));
  keys = outputs.flatMap((output) => (output.kind === 'lesson' ? [output.key] : []));
  quizKeys = outputs.flatMap((output) => (output.kind === 'quiz' ? [output.key] : []));
  lessons = outputs.flatMap((output) =>
    output.kind === 'lesson' ? [output.body.frontmatter] : [],
  );
}, 120_000);

/** Everything that a key says of what was chosen, as bare text. */
const saidBy = (all: readonly AnswerKey[]) =>
  all
    .flatMap((key) => Object.values(key))
    .flatMap(({ feedback, misconceptions, explanation, choices }) => [
      ...Object.values(feedback),
      ...Object.values(misconceptions),
      ...(explanation === null ? [] : [explanation]),
      ...Object.values(choices).flatMap(({ residentHtml, officerHtml }) => [
        residentHtml,
        officerHtml,
      ]),
    ])
    .map(toBareText)
    .filter((text) => text.length > 20);

const inFolder = (folder: string) => [...texts].filter(([path]) => path.startsWith(folder));

describe('who gets what', () => {
  test('nothing that a key says is in what cadets get', () => {
    const said = saidBy(keys);
    expect(said.length).toBeGreaterThan(500);
    const found = inFolder('for-cadets/').flatMap(([path, html]) => {
      const text = toBareText(html);
      return said.filter((each) => text.includes(each)).map((each) => `${path}: ${each}`);
    });
    expect(found).toEqual([]);
  });

  test('nor what a reply counts, nor a level of a rubric', () => {
    for (const [path, html] of inFolder('for-cadets/')) {
      for (const word of Object.values(choiceKindWords)) expect(html, path).not.toContain(word);
      expect(html, path).not.toMatch(/class="(rubric|mark|feedback)/);
    }
  });

  test('nothing of the graded quizzes’ keys is in any file', () => {
    const said = saidBy(quizKeys);
    expect(said.length).toBeGreaterThan(300);
    const own = new Set(saidBy(keys));
    const all = [...texts.values()].map(toBareText).join('\n');
    expect(said.filter((each) => !own.has(each) && all.includes(each))).toEqual([]);
  });

  test('guides have what is said of every answer of their lesson', () => {
    const guides = inFolder('for-instructors/').filter(([path]) => path.endsWith('-guide.html'));
    expect(guides).toHaveLength(lessons.length);
    const all = guides.map(([, html]) => toBareText(html)).join('\n');
    expect(saidBy(keys).filter((each) => !all.includes(each))).toEqual([]);
  });
});

describe('every file', () => {
  test('stands alone: no script, nothing fetched, its style within', () => {
    for (const [path, html] of texts) {
      expect(html, path).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(html, path).not.toMatch(
        /<(script|link|iframe|audio|video|form|spoken-line)\b|\son\w+="/,
      );
      expect(html, path).not.toMatch(/\b(src|srcset|poster)="(?!data:)/);
      expect(html, path).toContain('<style>');
    }
  });

  test('has its pictures within it', () => {
    const guide = texts.get('for-cadets/1.1-trust-legitimacy-and-consent-slides.html') ?? '';
    expect(guide).toContain('<img src="data:image/svg+xml;base64,');
    expect([...texts.values()].filter((html) => html.includes('<em>Picture: '))).toEqual([]);
  });

  test('is in the index, and all that the index names is there', () => {
    const links = [...(texts.get('index.html') ?? '').matchAll(/href="([^"]+)"/g)].map(
      ([, href]) => href ?? '',
    );
    expect(links.toSorted()).toEqual(
      [...texts.keys()].filter((path) => path !== 'index.html').sort(),
    );
  });
});

test('no lesson is without a plan, and every objective has its line', () => {
  for (const [path, html] of texts) {
    expect(html, path).not.toContain('kit.yml has no entry');
    expect(html, path).not.toContain('not stated');
  }
});

test('the archive holds the same files, in one folder', async () => {
  const names = await new Promise<string[]>((done, fail) => {
    yauzl.fromBuffer(Buffer.from(kit.zip), { lazyEntries: false }, (error, zip) => {
      if (error) return fail(error);
      const found: string[] = [];
      zip.on('entry', ({ fileName }) => found.push(fileName));
      zip.on('end', () => done(found));
    });
  });
  expect(names).toEqual(kit.files.map(({ path }) => `communication-and-empathy/${path}`));
});
