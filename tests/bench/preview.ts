import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lessonText } from '#app/features/authoring/starter-lesson.server.ts';
import { paths } from '#app/paths.ts';
import { benchCourse } from './content.ts';
import { cpuMs, percentile, type Running } from './measure.ts';

/**
 * Preview after a save: from the moment a lesson of 3,000 words with a scenario is written to disk to the moment its new
 * page is in the browser's hands. The page waits as an open one does; the quality check follows with a second answer.
 */

/** Milliseconds from the save: to the page, to the page with the quality check; CPU of the server a save, for both. */
export type PreviewFigures = {
  words: number;
  saves: number;
  p50: number;
  p95: number;
  checkedP95: number;
  cpu: number;
  bytes: number;
};

const file = `courses/${benchCourse.id}/01-part/90-long-lesson.mdx`;
const leastWords = 3_000;

/** Plain paragraphs and headings of the real lessons, over and over until there are enough words. */
function longText(contentDir: string): string {
  const folder = join(contentDir, 'courses', benchCourse.id, '01-part');
  const blocks = readdirSync(folder)
    .filter((name) => /^\d\d-.*\.mdx$/.test(name))
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8').split('---\n').slice(2).join('---\n').split('\n\n'),
    )
    .filter((block) => /^(## )?[A-Z"]/.test(block) && !/[<[{]/.test(block));
  const chosen: string[] = [];
  let words = 0;
  for (let next = 0; words < leastWords; next += 1) {
    const block = blocks[next % blocks.length];
    if (block === undefined) throw new Error('There is no text to make a long lesson of.');
    chosen.push(block);
    words += block.split(/\s+/).length;
  }
  return chosen.join('\n\n');
}

/** Adds the long lesson to a content folder, before the server first reads it. */
export function writeLongLesson(contentDir: string): void {
  const starter = lessonText({ id: 'long-lesson', title: 'A long lesson', today: '2026-11-22' });
  const text = starter.replace('## A conversation', `${longText(contentDir)}\n\n## A conversation`);
  writeFileSync(join(contentDir, file), text.replace('## Where it starts', '## Save 0'));
}

async function load(server: Running, cookie: string, since?: string) {
  const address = paths.preview(file.replace('courses/', ''));
  const query = since === undefined ? '' : `?since=${since}`;
  const response = await fetch(`http://127.0.0.1:${server.port}${address}${query}`, {
    headers: { Cookie: cookie, Accept: 'text/html' },
  });
  const html = await response.text();
  const version = /<preview-live[^>]* version="([^"]+)"/.exec(html)?.[1];
  if (response.status !== 200 || version === undefined)
    throw new Error(`The preview answered ${response.status}.`);
  return { html, version };
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Saves the long lesson again and again, and measures. The first fifth is to warm up. */
export async function measurePreview(
  server: Running,
  contentDir: string,
  cookie: string,
  saves = 50,
): Promise<PreviewFigures> {
  const path = join(contentDir, file);
  const before = readFileSync(path, 'utf8');
  const [fast, checked]: [number[], number[]] = [[], []];
  let { version, html } = await load(server, cookie);
  const warmUp = Math.floor(saves / 5);
  let cpu = 0;
  for (let save = 1; save <= saves + warmUp; save += 1) {
    if (save === warmUp + 1) cpu = cpuMs(server);
    const next = load(server, cookie, version);
    await pause(60);
    const text = before.replace('## Save 0', `## Save ${save}`);
    const savedAt = performance.now();
    writeFileSync(path, text);
    const page = await next;
    const shownAt = performance.now();
    if (!page.html.includes(`Save ${save}<`)) throw new Error('The answer is not the saved page.');
    const full = await load(server, cookie, page.version);
    if (save > warmUp) {
      fast.push(shownAt - savedAt);
      checked.push(performance.now() - savedAt);
    }
    ({ version, html } = full);
  }
  const byTime = (a: number, b: number) => a - b;
  fast.sort(byTime);
  checked.sort(byTime);
  return {
    words: before.split(/\s+/).length,
    saves,
    p50: percentile(fast, 0.5),
    p95: percentile(fast, 0.95),
    checkedP95: percentile(checked, 0.95),
    cpu: (cpuMs(server) - cpu) / saves,
    bytes: Buffer.byteLength(html),
  };
}

/** The floor: a bare server that notices the save and sends as many bytes. Milliseconds, the 95th percentile. */
export async function measureSaveFloor(
  server: Running,
  path: string,
  bytes: number,
  saves = 30,
): Promise<number> {
  const times: number[] = [];
  for (let save = 0; save < saves; save += 1) {
    const next = fetch(`http://127.0.0.1:${server.port}/saved/${bytes}`).then((response) =>
      response.text(),
    );
    await pause(30);
    const savedAt = performance.now();
    writeFileSync(path, `Save ${save}\n`);
    await next;
    times.push(performance.now() - savedAt);
  }
  return percentile(
    times.sort((a, b) => a - b),
    0.95,
  );
}
