import { join, relative } from 'node:path';
import { env } from '#app/env.server.ts';
import { startContent } from '#app/features/authoring/starter.server.ts';
import { isStarterKind, starterKinds } from '#app/features/authoring/starter-rules.ts';
import { dayOf } from '#app/time/days.ts';

/** `npm run content:new`: makes the files of a new thing to write. */

const usage = `npm run content:new -- course "Title"
npm run content:new -- module <course folder> "Title"
npm run content:new -- lesson | quiz | practical <module folder> "Title"
npm run content:new -- survey <course folder> "Title"`;

const write = (line: string) => process.stdout.write(`${line}\n`);

async function main([kind, ...rest]: readonly string[]): Promise<void> {
  const [where, title] = kind === 'course' && rest.length === 1 ? ['', rest[0]] : rest;
  if (!isStarterKind(kind) || where === undefined || title === undefined || rest.length > 2)
    throw new Error(
      `Say what to make (${starterKinds.join(', ')}), where, and its title in quotes:\n${usage}`,
    );
  const today = dayOf(new Date(), env.TIME_ZONE);
  const order = { kind, where, title, today, contentDir: env.CONTENT_DIR };
  const { id, files, next } = await startContent(order);
  write(`Made ${kind} ${id}:`);
  for (const file of files) write(`  ${relative(process.cwd(), join(env.CONTENT_DIR, file))}`);
  write('Next:');
  for (const line of next) write(`  ${line}`);
  write('  See it as you write: npm run demo, then Author.');
  write('  Check it: npm run content:check');
  write('  When it is written, take the line draft: true out; only then do cadets get it.');
}

try {
  await main(process.argv.slice(2));
} catch (cause) {
  write(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = 1;
}
