import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(path, 'utf8');
const meaning = (schema: string) =>
  schema
    .split('\n')
    .map((line) =>
      line
        .replace(/\/\/.*/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean);
const listMigrations = (provider: string) =>
  readdirSync(`prisma/migrations/${provider}`).filter((name) => /^\d{14}_/.test(name));

test('the schema has not changed since its last migration (else: npm run db:migration <name>)', () => {
  expect(meaning(read('prisma/migrations/schema.prisma'))).toEqual(
    meaning(read('prisma/schema.prisma')),
  );
});

test('both databases have the same migrations', () => {
  expect(listMigrations('sqlite').length).toBeGreaterThan(0);
  expect(listMigrations('postgresql')).toEqual(listMigrations('sqlite'));
});
