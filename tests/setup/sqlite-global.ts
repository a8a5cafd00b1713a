import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from './prisma-cli.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated, empty SQLite file that every test file copies. */
    sqliteTemplate: string;
  }
}

/** Makes the template database; the returned function removes it. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-sqlite-'));
  const template = join(folder, 'template.db');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  migrate(`file:${template}`);
  project.provide('sqliteTemplate', template);
  return remove;
}
