import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { clearAssets } from './stale-assets.server.ts';

const now = new Date('2026-11-29T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

test('what no revision names goes after a day; what one names, what is new and what is not ours stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assets-'));
  const put = (file: string, hours: number) => {
    writeFileSync(join(folder, file), file);
    utimesSync(join(folder, file), hoursAgo(hours), hoursAgo(hours));
  };
  const named = ['00000000000000aa.webp', '00000000000000ab.pdf', '00000000000000ac.png'];
  for (const file of named) put(file, 1000);
  put('00000000000000ba.webp', 23);
  put('00000000000000bb.webp', 25);
  put('00000000000000bc.mp4.0a-1b.part', 25);
  put('notes of the operator.txt', 1000);
  const revision = { kind: 'lesson', contentId: 'stale', edition: 1, title: 'Stale', source: '' };
  // In the page, in what is told after an answer, and beyond the first rows that are read.
  for (let id = 0; id < 250; id += 1) {
    const body = id === 0 ? `<a href="/files/${named[1]}?name=x">` : '';
    const last = id === 249 ? `srcset="/files/${named[0]} 400w"` : '';
    await db.contentRevision.create({
      data: {
        ...revision,
        id: `stale-${String(id).padStart(3, '0')}`,
        bodyJson: JSON.stringify({ html: body + last }),
        keyJson: id === 100 ? JSON.stringify({ html: `/files/${named[2]}` }) : null,
      },
    });
  }
  expect(await clearAssets(folder, now)).toBe(2);
  expect(readdirSync(folder).sort()).toEqual([
    ...named,
    '00000000000000ba.webp',
    'notes of the operator.txt',
  ]);
  expect(await clearAssets(join(folder, 'none yet'), now)).toBe(0);
});
