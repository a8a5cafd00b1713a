import { randomUUID } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { setEnvironment } from './environment.ts';
import { copyDatabase } from './postgres.ts';

await setEnvironment(() => copyDatabase(inject('postgresTemplate'), `test-${randomUUID()}`));

afterAll(async () => {
  const { closeDatabase } = await import('#app/db/client.server.ts');
  await closeDatabase();
});
