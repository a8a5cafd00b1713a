import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { writeExamCourse } from './exam-course.ts';
import type { ExamAccount } from './exam-seed.ts';
import { findFreePort } from './free-port.ts';
import { endWithThisProcess } from './orphans.ts';
import { type Program, serverArguments, startProgram } from './program.ts';

// Named after the run, which hands its environment on to its workers: two runs at once are no business of each other.
process.env.RAPPORT_E2E_RUN ??= String(process.pid);
const template = join(tmpdir(), `rapport-e2e-template-${process.env.RAPPORT_E2E_RUN}`);

function runTsx(script: string, variables: Record<string, string>, ...args: string[]): void {
  execFileSync('npx', ['tsx', script, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...variables },
  });
}

/** Makes the demo academy once for all browser tests; each server starts from a copy of it. */
export function makeTemplate(): void {
  rmSync(template, { recursive: true, force: true });
  mkdirSync(template, { recursive: true });
  runTsx('prisma/seed/demo.ts', {
    DATABASE_URL: `file:${join(template, 'rapport.db')}`,
    DATA_DIR: template,
    RAPPORT_DEMO: '1',
    LOG_LEVEL: 'error',
  });
}

/** Deletes the template. */
export function dropTemplate(): void {
  rmSync(template, { recursive: true, force: true });
}

/**
 * The production server as its own process on a scratch folder: started, killed and started again at will on the same
 * port and data. `content` is a folder of its own when a test changes lessons.
 */
export class AcademyServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'rapport-e2e-'));
  private printed = '';
  private program: Program | null = null;
  private readonly callOff = endWithThisProcess({ folder: this.folder });

  private constructor(
    readonly port: number,
    private readonly variables: Record<string, string>,
  ) {}

  /**
   * A server on a copy of the demo academy, or on nothing at all (`empty`). `ownContent` copies content/ too; `fixture`
   * does so and puts a course of tests/fixtures/courses beside the demo's, assigned to its cohort; `appUrl`: the address in
   * front of a proxy; `variables` are added to its environment.
   */
  static async start(
    options: {
      empty?: boolean;
      ownContent?: boolean;
      fixture?: string;
      databaseUrl?: string;
      appUrl?: string;
      variables?: Record<string, string>;
    } = {},
  ): Promise<AcademyServer> {
    const variables: Record<string, string> = { ...options.variables };
    if (options.databaseUrl) variables.DATABASE_URL = options.databaseUrl;
    if (options.appUrl) variables.APP_URL = options.appUrl;
    const server = new AcademyServer(await findFreePort(), variables);
    if (!options.empty && !options.databaseUrl)
      cpSync(template, server.folder, { recursive: true });
    if (options.ownContent || options.fixture)
      cpSync('content', server.contentFolder, { recursive: true });
    if (options.fixture) server.addCourse(options.fixture);
    if (options.databaseUrl) runTsx('prisma/seed/demo.ts', server.environment());
    await server.run();
    return server;
  }

  /** A server without any account, whose courses are these of tests/fixtures/courses; `variables` as for `startExam`. */
  static async startBare(
    courses: readonly string[],
    variables: Record<string, string>,
  ): Promise<AcademyServer> {
    const server = new AcademyServer(await findFreePort(), variables);
    for (const name of courses) {
      const folder = join(server.contentFolder, 'courses', name);
      cpSync(join('tests/fixtures/courses', name), folder, { recursive: true });
    }
    await server.run();
    return server;
  }

  /**
   * A server on the exam course alone, with so many cadets; see exam-seed.ts. `variables` are added to its environment:
   * another database, or the address of a proxy in front of it.
   */
  static async startExam(
    cadets: number,
    variables: Record<string, string> = {},
  ): Promise<{ academy: AcademyServer; accounts: ExamAccount[] }> {
    const academy = new AcademyServer(await findFreePort(), variables);
    writeExamCourse(academy.contentFolder);
    runTsx('tests/support/exam-seed.ts', academy.environment(), String(cadets));
    await academy.run();
    const text = readFileSync(join(academy.folder, 'exam.json'), 'utf8');
    return { academy, accounts: JSON.parse(text) };
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get contentFolder(): string {
    return join(this.folder, 'content');
  }

  /** The variables that its process runs with. */
  environment(): Record<string, string> {
    return {
      NODE_ENV: 'production',
      HOST: 'localhost',
      PORT: String(this.port),
      APP_URL: this.url,
      DATABASE_URL: `file:${join(this.folder, 'rapport.db')}`,
      DATA_DIR: this.folder,
      CONTENT_DIR: existsSync(this.contentFolder) ? this.contentFolder : 'content',
      RAPPORT_DEMO: '1',
      LOG_LEVEL: 'error',
      ...this.variables,
    };
  }

  private addCourse(name: string): void {
    const folder = join(this.contentFolder, 'courses', name);
    cpSync(join('tests/fixtures/courses', name), folder, { recursive: true });
    this.inDatabase((database) =>
      database
        .prepare(`INSERT INTO "Assignment" ("id", "cohortId", "courseId", "timeZone")
          VALUES (?, 'demo-2026-a', ?, 'America/Halifax')`)
        .run(name, name),
    );
  }

  /** Reaches into its SQLite file, for what takes long or cannot be done through pages. */
  inDatabase<T>(work: (database: Database.Database) => T): T {
    const database = new Database(join(this.folder, 'rapport.db'), { timeout: 10_000 });
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  /**
   * Starts the process and waits until it answers; `args`: what node is given instead of the built server.
   * @throws Error with its output when it ends instead.
   */
  async run(args = serverArguments): Promise<void> {
    this.printed += this.program?.output() ?? '';
    this.program = null;
    this.program = await startProgram(args, this.environment(), {
      port: this.port,
      host: 'localhost',
    });
  }

  /** Changes a file of its courses as authors do, and starts anew, which puts it in force. */
  async edit(file: string, change: (text: string) => string): Promise<void> {
    const path = join(this.contentFolder, 'courses', file);
    const text = readFileSync(path, 'utf8');
    const changed = change(text);
    if (changed === text) throw new Error(`Nothing was changed in ${file}`);
    await this.end('SIGTERM');
    writeFileSync(path, changed);
    await this.run();
  }

  /** What it has printed, in all its runs or in the last one. */
  get output(): string {
    return this.printed + this.lastOutput;
  }

  get lastOutput(): string {
    return this.program?.output() ?? '';
  }

  /** Ends the process: SIGKILL is a power cut, SIGTERM a proper stop. Resolves to the exit code, null when killed. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    return this.program?.end(signal) ?? Promise.resolve(null);
  }

  /** Ends the process and deletes its folder. */
  async remove(): Promise<void> {
    await this.end('SIGKILL');
    this.callOff();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
