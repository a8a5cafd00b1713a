import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type TestPostgres } from '#tests/setup/postgres.ts';
import { endWithThisProcess } from '#tests/support/orphans.ts';
import { type Program, runScript, serverArguments, startProgram } from '#tests/support/program.ts';
import { writeBenchContent } from './academy/content.ts';
import type { AcademyPlan, BenchAcademy } from './academy/schema.ts';
import type { Measured } from './measure.ts';

/** The databases that Rapport runs on. */
export const databases = ['sqlite', 'postgresql'] as const;
export type DatabaseName = (typeof databases)[number];

/** One academy of the benchmark: where its server finds everything. */
export type Place = { variables: Record<string, string>; folder: string; contentDir: string };

/**
 * Where the benchmark happens: a scratch folder, and a database server if need be. All of it ends with this process,
 * however that ends.
 */
export class Setting {
  private readonly scratch = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
  private readonly callOff = endWithThisProcess({ folder: this.scratch });
  private readonly programs: Program[] = [];

  private constructor(
    private readonly postgres: TestPostgres | null,
    private readonly lessons: number,
  ) {}

  /** `lessons`: how many the course has in each of its places. */
  static async make(database: DatabaseName, lessons: number): Promise<Setting> {
    return new Setting(database === 'postgresql' ? await startPostgres() : null, lessons);
  }

  /** A database, a data folder and a content folder of their own. */
  async place(name: string): Promise<Place> {
    const folder = join(this.scratch, name);
    const contentDir = join(folder, 'content');
    mkdirSync(folder);
    writeBenchContent(contentDir, this.lessons);
    const url = await this.postgres?.createDatabase(name);
    const variables = {
      NODE_ENV: 'production',
      DATABASE_URL: url ?? `file:${join(folder, 'rapport.db')}`,
      DATA_DIR: folder,
      CONTENT_DIR: contentDir,
      LOG_LEVEL: 'warn',
    };
    return { variables, folder, contentDir };
  }

  async fill({ variables, folder }: Place, plan: AcademyPlan): Promise<BenchAcademy> {
    const file = join(folder, 'academy.json');
    const make = 'tests/bench/academy/make.ts';
    await runScript(make, [JSON.stringify(plan), file], variables);
    return JSON.parse(readFileSync(file, 'utf8'));
  }

  /** Starts the production server. */
  async serve({ variables }: Place): Promise<Measured & { server: Program }> {
    const server = await this.start(serverArguments, variables);
    return { server, databasePid: this.postgres?.pid ?? null };
  }

  async start(args: readonly string[], variables: Record<string, string>): Promise<Program> {
    const program = await startProgram(args, variables);
    this.keep(program);
    return program;
  }

  /** Ends a program with the setting. */
  keep(program: Program): void {
    this.programs.push(program);
  }

  /** Ends what is still running and removes the files. */
  async remove(): Promise<void> {
    for (const program of this.programs) await program.end('SIGKILL');
    await this.postgres?.stop();
    this.callOff();
    rmSync(this.scratch, { recursive: true, force: true });
  }
}
