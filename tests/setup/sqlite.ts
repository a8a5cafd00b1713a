import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { setEnvironment } from './environment.ts';

setEnvironment('file:');
const file = join(process.env.DATA_DIR ?? '', 'rapport.db');
copyFileSync(inject('sqliteTemplate'), file);
process.env.DATABASE_URL = `file:${file}`;

afterAll(async () => {
  const { closeDatabase } = await import('#app/db/client.server.ts');
  await closeDatabase();
});
