import type { SourceFile } from '#tests/support/source-files.ts';

/** One place where code reads or writes a table. */
export type TableUse = { path: string; table: string; kind: 'read' | 'write' };

const written = /(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+"([A-Z]\w+)"/g;
const inserted = /insertRows\(\s*\w+,\s*'(\w+)'/g;
const selected = /(?:\bFROM|JOIN)\s+"([A-Z]\w+)"/g;
const delegate = /\b(?:db|tx)\s*\.([a-z]\w+)\s*\.(\w+)\(/g;

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Tables that a file names: in SQL, through `insertRows`, or through Prisma's delegates on `db` and `tx`. */
export function listTableUses({ path, text }: SourceFile): TableUse[] {
  const found = (pattern: RegExp, kind: TableUse['kind'], source = text): TableUse[] =>
    [...source.matchAll(pattern)].map(([, table = '']) => ({ path, table, kind }));
  // DELETE FROM is no reading.
  const readable = text.replace(/DELETE FROM/g, 'DELETE');
  return [
    ...found(written, 'write'),
    ...found(inserted, 'write'),
    ...found(selected, 'read', readable),
    ...[...text.matchAll(delegate)].map(
      ([, name = '', call = '']): TableUse => ({
        path,
        table: capital(name),
        kind: /^(create|update|delete|upsert)/.test(call) ? 'write' : 'read',
      }),
    ),
  ];
}
