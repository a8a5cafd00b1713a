import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';
import { migrate } from './prisma-cli.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of a migrated, empty PostgreSQL database that every test file copies. */
    postgresTemplate: string;
  }
}

/** Starts a server with the template database; the returned function stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  try {
    const url = await server.createDatabase('template');
    migrate(url);
    project.provide('postgresTemplate', url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return () => server.stop();
}
