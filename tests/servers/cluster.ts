import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, type TestPostgres } from '#tests/setup/postgres.ts';
import { examCourse, writeExamCourse } from '#tests/support/exam-course.ts';
import type { ExamAccount } from '#tests/support/exam-seed.ts';
import { findFreePort } from '#tests/support/free-port.ts';
import { endWithThisProcess } from '#tests/support/orphans.ts';
import { type Program, runScript, serverArguments, startProgram } from '#tests/support/program.ts';
import { startNginxBefore } from '#tests/support/proxy-program.ts';
import { Person } from './person.ts';

/** Long enough that nginx meets the one that stops, short enough for a test. */
const handoverSeconds = 3;

/** What `/readyz` says, as far as it is read here. */
export type Ready = { status: number; ready: boolean; contentRevision?: string };

/** One of the servers: its port and folders stay, its process comes and goes. Nothing on its disk is shared. */
export class Server {
  readonly folder: string;
  program: Program | null = null;
  printed = '';

  constructor(
    readonly number: number,
    root: string,
    readonly port: number,
    readonly variables: Readonly<Record<string, string>>,
  ) {
    this.folder = join(root, `server-${number}`);
    mkdirSync(this.folder, { recursive: true });
    writeExamCourse(this.contentFolder);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get contentFolder(): string {
    return join(this.folder, 'content');
  }

  environment(): Record<string, string> {
    return { ...this.variables, DATA_DIR: this.folder, CONTENT_DIR: this.contentFolder };
  }

  /** Starts it, with more variables, and waits until it is ready for requests. @throws Error with what it printed when it ends instead */
  async start(more: Record<string, string> = {}): Promise<void> {
    const variables = { ...this.environment(), ...more };
    this.program = await startProgram(serverArguments, variables, { port: this.port });
  }

  /** Ends the process and waits for that. @returns its exit code, null when it was killed */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const code = (await this.program?.end(signal)) ?? null;
    this.printed += this.program?.output() ?? '';
    this.program = null;
    return code;
  }

  output(): string {
    return this.printed + (this.program?.output() ?? '');
  }

  /** Changes a lesson as `git pull` does. */
  edit(from: string, to: string): void {
    const folder = join(this.contentFolder, 'courses', examCourse.id, `01-${examCourse.module}`);
    const file = join(folder, '01-every-check.mdx');
    const text = readFileSync(file, 'utf8');
    if (!text.includes(from)) throw new Error(`"${from}" is not in the lesson.`);
    writeFileSync(file, text.replace(from, to));
  }

  listAssets(): string[] {
    const folder = join(this.folder, 'assets');
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  async readReady(): Promise<Ready> {
    const answer = await fetch(`${this.url}/readyz`);
    return { status: answer.status, ...((await answer.json()) as Omit<Ready, 'status'>) };
  }
}

/** Several servers on one PostgreSQL behind nginx, each with a disk of its own, and an academy of the exam course. */
export class Cluster {
  private constructor(
    readonly postgres: TestPostgres,
    private readonly root: string,
    readonly database: pg.Client,
    readonly servers: readonly Server[],
    readonly origin: string,
    readonly accounts: readonly ExamAccount[],
    private readonly endProxy: () => Promise<void>,
  ) {}

  /** The academy in its database, nginx running, and none of the servers yet. */
  static async make(count: number, cadets: number): Promise<Cluster> {
    const root = mkdtempSync(join(tmpdir(), 'rapport-servers-'));
    endWithThisProcess({ folder: root });
    const postgres = await startPostgres();
    const url = await postgres.createDatabase('servers');
    const proxyPort = await findFreePort();
    const origin = `http://127.0.0.1:${proxyPort}`;
    const servers: Server[] = [];
    for (let number = 0; number < count; number += 1)
      servers.push(
        new Server(number, root, await findFreePort(), {
          NODE_ENV: 'production',
          APP_URL: origin,
          TRUST_PROXY: 'loopback',
          DATABASE_URL: url,
          HANDOVER_SECONDS: String(handoverSeconds),
          LOG_LEVEL: 'info',
        }),
      );
    const [first] = servers as [Server];
    await runScript('tests/support/exam-seed.ts', [String(cadets)], {
      ...first.environment(),
      LOG_LEVEL: 'error',
    });
    const accounts = JSON.parse(readFileSync(join(first.folder, 'exam.json'), 'utf8'));
    // What the seed compiled is known to all: a test is no place for the same work four times.
    for (const other of servers.slice(1))
      if (existsSync(join(first.folder, 'compiled')))
        cpSync(join(first.folder, 'compiled'), join(other.folder, 'compiled'), { recursive: true });
    const database = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' });
    await database.connect();
    const ports = servers.map(({ port }) => port);
    const endProxy = await startNginxBefore(ports, proxyPort);
    return new Cluster(postgres, root, database, servers, origin, accounts, endProxy);
  }

  /** Starts all of them at one moment. */
  async start(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.start()));
  }

  /** A browser of one of the exam's accounts; of staff it sends no forms but the sign-in. */
  person(id: string): Person {
    return new Person(id, this.origin, this.accounts.find((account) => account.id === id)?.madeFor);
  }

  /** The rows of a statement. */
  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.database.query<Row>(text, values)).rows;
  }

  /** Ends all, and removes what they left. */
  async remove(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.end('SIGKILL')));
    await this.endProxy();
    await this.database.end();
    await this.postgres.stop();
    rmSync(this.root, { recursive: true, force: true });
  }
}
