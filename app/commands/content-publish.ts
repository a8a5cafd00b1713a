import { parseArgs } from 'node:util';
import { closeDatabase } from '#app/db/client.server.ts';
import { migrateDatabase } from '#app/db/migrate.server.ts';
import { syncContent } from '#app/features/curriculum/publishing/mutations.server.ts';
import { runCommand } from './run-command.ts';

const usage = `npm run content:publish [-- --older]
Publishes the content folder without starting a server; servers that run have it within ten seconds.
  --older   also what was published before and replaced since: to go back on purpose`;

await runCommand(usage, async (write) => {
  const { values } = parseArgs({ options: { older: { type: 'boolean', default: false } } });
  try {
    await migrateDatabase();
    const older = values.older ? 'publish' : 'keep newer';
    const { changed, problems } = await syncContent(undefined, undefined, older);
    for (const { file, line, column, message } of problems)
      write(`${file}:${line}:${column} ${message}`);
    write(changed === 0 ? 'Nothing was changed.' : `${changed} changed.`);
    if (problems.some(({ level, rule }) => level === 'error' || rule === 'older-content'))
      process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
});
