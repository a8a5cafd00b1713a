import { env } from '#app/env.server.ts';
import { checkContentTask } from '#app/features/curriculum/quality/check-schema.ts';
import { openCheckFolder } from '#app/features/curriculum/quality/check-target.server.ts';
import { askWorkshop } from '#app/features/curriculum/workshop/workshop.server.ts';
import { dayOf } from '#app/time/days.ts';

/** `npm run content:check [-- path] [--no-quality] [--waived]`: ends with 1 if there is an error. */

const write = (line: string) => process.stdout.write(`${line}\n`);
const words = process.argv.slice(2);
const path = words.find((word) => !word.startsWith('--'));
try {
  const options = {
    today: dayOf(new Date(), env.TIME_ZONE),
    cacheDir: openCheckFolder(),
    quality: !words.includes('--no-quality'),
    showWaived: words.includes('--waived'),
  };
  const order = { path: path ?? env.CONTENT_DIR, options };
  const { errors, lines } = await askWorkshop(checkContentTask, order);
  for (const line of lines) write(line);
  process.exitCode = errors === 0 ? 0 : 1;
} catch (cause) {
  write(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = 1;
}
