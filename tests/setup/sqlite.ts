import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { setEnvironment } from './environment.ts';

await setEnvironment((folder) => {
  const file = join(folder, 'rapport.db');
  copyFileSync(inject('sqliteTemplate'), file);
  return `file:${file}`;
});

afterAll(async () => {
  const { closeDatabase } = await import('#app/db/client.server.ts');
  await closeDatabase();
});
