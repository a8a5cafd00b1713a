import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AcademyServer } from './academy-server.ts';

/**
 * The demo academy with the course `item-types` beside its own: a lesson and a quiz of thirty minutes, each with one item
 * of every type. Its cohort is assigned the course; the tests reach into its database for what takes half an hour else.
 */
export class TimedAcademy {
  private constructor(private readonly server: AcademyServer) {}

  /** `change`: what becomes of the text of its lesson and its quiz first. */
  static async start(change = (text: string) => text): Promise<TimedAcademy> {
    const server = await AcademyServer.start({ ownContent: true });
    await server.end('SIGTERM');
    const folder = join(server.contentFolder, 'courses', 'item-types');
    cpSync('tests/fixtures/courses/item-types', folder, { recursive: true });
    for (const name of ['01-every-check.mdx', 'quiz.mdx']) {
      const file = join(folder, '01-all-types', name);
      writeFileSync(file, change(readFileSync(file, 'utf8')));
    }
    await server.run();
    const academy = new TimedAcademy(server);
    academy.write(`INSERT INTO "Assignment" ("id", "cohortId", "courseId", "timeZone")
      VALUES ('timed', 'demo-2026-a', 'item-types', 'America/Halifax')`);
    return academy;
  }

  get url(): string {
    return this.server.url;
  }

  remove(): Promise<void> {
    return this.server.remove();
  }

  /** Moves the deadline of an attempt to so many milliseconds from now. */
  setDeadline(attemptId: string, inMs: number): void {
    const at = new Date(Date.now() + inMs).toISOString().replace('Z', '+00:00');
    this.write('UPDATE "Attempt" SET "deadlineAt" = ? WHERE "id" = ?', at, attemptId);
  }

  /** Grants the demo cadet more time in every quiz. */
  grantExtraTime(factor: number): void {
    const now = new Date().toISOString().replace('Z', '+00:00');
    this.write(
      `INSERT INTO "ExtraTime" ("id", "userId", "factor", "activeKey", "grantedAt", "grantedById")
        VALUES ('extra', 'demo-cadet', ?, 'demo-cadet', ?, 'demo-instructor')`,
      factor,
      now,
    );
  }

  /** How an attempt stands. */
  statusOf(attemptId: string): string | undefined {
    return this.server.inDatabase((database) =>
      database
        .prepare<[string], { status: string }>('SELECT "status" FROM "Attempt" WHERE "id" = ?')
        .get(attemptId),
    )?.status;
  }

  /** The answers stored of an attempt: item id to what was answered and whether it counts. */
  answersOf(attemptId: string): Map<string, { value: string[]; counted: boolean }> {
    const rows = this.server.inDatabase((database) =>
      database
        .prepare<[string], { itemId: string; valueJson: string; counted: number }>(
          'SELECT "itemId", "valueJson", "counted" FROM "Response" WHERE "attemptId" = ?',
        )
        .all(attemptId),
    );
    return new Map(
      rows.map(({ itemId, valueJson, counted }) => [
        itemId,
        { value: JSON.parse(valueJson) as string[], counted: counted === 1 },
      ]),
    );
  }

  private write(statement: string, ...values: (string | number)[]): void {
    this.server.inDatabase((database) => database.prepare(statement).run(...values));
  }
}
