import { env } from '#app/env.server.ts';
import {
  checkContent,
  openCheckFolder,
} from '#app/features/curriculum/quality/content-check.server.ts';
import { dayOf } from '#app/time/days.ts';

/** `npm run content:check [-- path] [--no-quality] [--waived]`: ends with 1 if there is an error. */

const write = (line: string) => process.stdout.write(`${line}\n`);
const words = process.argv.slice(2);
const path = words.find((word) => !word.startsWith('--'));
try {
  const errors = await checkContent(path ?? env.CONTENT_DIR, write, {
    today: dayOf(new Date(), env.TIME_ZONE),
    cacheDir: openCheckFolder(),
    quality: !words.includes('--no-quality'),
    showWaived: words.includes('--waived'),
  });
  process.exitCode = errors === 0 ? 0 : 1;
} catch (cause) {
  write(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = 1;
}
