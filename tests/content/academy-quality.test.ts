import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { env } from '#app/env.server.ts';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { readContentQuality } from '#app/features/curriculum/quality/quality.server.ts';
import { dayOf } from '#app/time/days.ts';

test('the content of this repository has no quality errors but those waived', async () => {
  const places = { contentDir: resolve('content'), dataDir: null };
  const content = await loadContent(places);
  const today = dayOf(new Date(), env.TIME_ZONE);
  const { problems, waived } = await readContentQuality(content, new Map(), places, today);
  expect(problems.filter(({ level }) => level === 'error').map(toProblemLine)).toEqual([]);
  expect(waived.every(({ waiver }) => waiver.reason.length >= 20)).toBe(true);
}, 300_000);
