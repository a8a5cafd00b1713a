import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeExamCourse } from './exam-course.ts';
import type { ExamAccount } from './exam-seed.ts';

const template = join(tmpdir(), `rapport-e2e-template-${process.env.RAPPORT_E2E_RUN ?? 'local'}`);

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
    LOG_LEVEL: 'error',
  });
}

/** Deletes the template. */
export function dropTemplate(): void {
  rmSync(template, { recursive: true, force: true });
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

/**
 * The production server as its own process on a scratch folder: started, killed and started again at will on the same
 * port and data. `content` is a folder of its own when a test changes lessons.
 */
export class AcademyServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'rapport-e2e-'));
  output = '';
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly variables: Record<string, string>,
  ) {}

  /** A server on a copy of the demo academy, or on nothing at all (`empty`). `ownContent` copies content/ too. */
  static async start(
    options: { empty?: boolean; ownContent?: boolean; databaseUrl?: string } = {},
  ): Promise<AcademyServer> {
    const port = await findFreePort();
    const server = new AcademyServer(
      port,
      options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {},
    );
    if (!options.empty && !options.databaseUrl)
      cpSync(template, server.folder, { recursive: true });
    if (options.ownContent) cpSync('content', server.contentFolder, { recursive: true });
    if (options.databaseUrl) runTsx('prisma/seed/demo.ts', server.environment());
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

  /** Starts the process and waits until it answers. @throws Error with its output when it ends instead. */
  async run(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', 'build/server/main.js'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.environment() },
    });
    this.child = child;
    const collect = (chunk: Buffer) => {
      this.output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    for (;;) {
      if (child.exitCode !== null) throw new Error(`The server ended:\n${this.output}`);
      const alive = await fetch(`${this.url}/healthz`).catch(() => null);
      if (alive?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends the process: SIGKILL is a power cut, SIGTERM a proper stop. Resolves to the exit code, null when killed. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.child;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    await once(child, 'exit');
    return child.exitCode;
  }

  /** Ends the process and deletes its folder. */
  async remove(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
