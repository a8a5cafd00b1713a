import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { paths } from '#app/paths.ts';
import type { Program } from '#tests/support/program.ts';
import { longLesson, writeLongLesson } from './academy/long-lesson.ts';
import { percentile } from './measure.ts';
import { cpuMs } from './process-cost.ts';
import type { Setting } from './setting.ts';

/**
 * Preview after a save: from the moment a lesson of 3,000 words with a scenario is written to disk to the moment its new
 * page is in the browser's hands. The page waits as an open one does; the quality check follows with a second answer.
 */

/**
 * Milliseconds from the save: to the page, to the page with the quality check; CPU of the server a save, for both.
 * `floorP95`: of a bare server that notices the save and sends as many bytes. `others`: to the slowest of all answers to
 * others (`/healthz`) meanwhile.
 */
export type PreviewFigures = {
  words: number;
  saves: number;
  p50: number;
  p95: number;
  checkedP95: number;
  cpu: number;
  bytes: number;
  floorP95: number;
  others: number;
};

/** Measures so many saves, after a fifth as many to warm up. */
export async function measurePreview(setting: Setting, saves: number): Promise<PreviewFigures> {
  const place = await setting.place('preview');
  writeLongLesson(place.contentDir);
  const plan = { sizes: [5, 5], takers: 0, classes: 0, leastLessons: 0 };
  const { author } = await setting.fill(place, plan);
  const { server } = await setting.serve(place);
  const measured = () => measureSaves(server, join(place.contentDir, longLesson), author, saves);
  const { result: figures, slowest: others } = await askMeanwhile(server, measured);
  await server.end();
  const variables = { DATA_DIR: place.folder };
  const floor = await setting.start(['--import', 'tsx', 'tests/bench/floor.ts'], variables);
  const floorP95 = await measureFloor(floor, join(place.folder, 'saved.txt'), figures.bytes, saves);
  await floor.end();
  return { ...figures, floorP95, others };
}

/** Asks for `/healthz` again and again while something is done: the slowest answer tells for how long nobody was answered. */
async function askMeanwhile<T>({ url }: Program, work: () => Promise<T>) {
  let done = false;
  let slowest = 0;
  const asking = (async () => {
    while (!done) {
      const askedAt = performance.now();
      await fetch(`${url}/healthz`).then((response) => response.text());
      slowest = Math.max(slowest, performance.now() - askedAt);
      await pause(5);
    }
  })();
  const result = await work().finally(() => {
    done = true;
  });
  await asking;
  return { result, slowest };
}

async function load(server: Program, cookie: string, since?: string) {
  const address = paths.preview(longLesson.replace('courses/', ''));
  const query = since === undefined ? '' : `?since=${since}`;
  const response = await fetch(`${server.url}${address}${query}`, {
    headers: { Cookie: cookie, Accept: 'text/html' },
    signal: AbortSignal.timeout(60_000),
  });
  const html = await response.text();
  const version = /<preview-live[^>]* version="([^"]+)"/.exec(html)?.[1];
  if (response.status !== 200 || version === undefined)
    throw new Error(`The preview answered ${response.status}.`);
  return { html, version };
}

async function measureSaves(server: Program, path: string, cookie: string, saves: number) {
  const before = readFileSync(path, 'utf8');
  const [shown, checked]: [number[], number[]] = [[], []];
  let { version, html } = await load(server, cookie);
  const warmUp = Math.ceil(saves / 5);
  let cpu = 0;
  for (let save = 1; save <= saves + warmUp; save += 1) {
    if (save === warmUp + 1) cpu = cpuMs(server.pid);
    const next = load(server, cookie, version);
    await pause(60);
    const savedAt = performance.now();
    writeFileSync(path, before.replace('## Save 0', `## Save ${save}`));
    const page = await next;
    const shownAt = performance.now();
    if (!page.html.includes(`Save ${save}<`)) throw new Error('The answer is not the saved page.');
    const full = await load(server, cookie, page.version);
    if (save > warmUp) {
      shown.push(shownAt - savedAt);
      checked.push(performance.now() - savedAt);
    }
    ({ version, html } = full);
  }
  return {
    words: before.split(/\s+/).length,
    saves,
    p50: percentile(shown, 0.5),
    p95: percentile(shown, 0.95),
    checkedP95: percentile(checked, 0.95),
    cpu: (cpuMs(server.pid) - cpu) / saves,
    bytes: Buffer.byteLength(html),
  };
}

async function measureFloor(server: Program, path: string, bytes: number, saves: number) {
  const times: number[] = [];
  for (let save = 0; save < saves; save += 1) {
    const next = fetch(`${server.url}/saved/${bytes}`).then((response) => response.text());
    await pause(30);
    const savedAt = performance.now();
    writeFileSync(path, `Save ${save}\n`);
    await next;
    times.push(performance.now() - savedAt);
  }
  return percentile(times, 0.95);
}
