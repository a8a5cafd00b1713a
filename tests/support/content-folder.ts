import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fixtureFolder } from '#tests/content/fixture-course.ts';

/**
 * A content folder with a course of its own, for tests of what reads CONTENT_DIR. The folder must be the environment's:
 * set it before the environment is read.
 */
export class ContentFolder {
  constructor(readonly path: string) {}

  /** Empties the folder and copies fixture courses into it, each under its name. */
  fill(...fixtures: string[]): void {
    rmSync(this.path, { recursive: true, force: true });
    mkdirSync(join(this.path, 'courses'), { recursive: true });
    for (const name of fixtures) {
      cpSync(fixtureFolder(name), join(this.path, 'courses', name), { recursive: true });
      // Local rules belong to the academy, not to a course.
      const rules = join(this.path, 'courses', name, 'local-rules');
      if (!existsSync(rules)) continue;
      cpSync(rules, join(this.path, 'local-rules'), { recursive: true });
      rmSync(rules, { recursive: true });
    }
  }

  read(file: string): string {
    return readFileSync(join(this.path, file), 'utf8');
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  /** Replaces text in a file; fails if it is not there. */
  edit(file: string, before: string | RegExp, after: string | ((found: string) => string)): void {
    const text = this.read(file);
    const changed = text.replace(before, (found) =>
      typeof after === 'string' ? found.replace(before, after) : after(found),
    );
    if (changed === text) throw new Error(`${file} does not hold ${String(before)}`);
    this.write(file, changed);
  }

  remove(file: string): void {
    rmSync(join(this.path, file), { recursive: true });
  }

  /** Every file with its size and time of change: equal texts mean that nothing was touched. */
  snapshot(): string {
    const files = readdirSync(this.path, { recursive: true, encoding: 'utf8' }).sort();
    return files
      .map((file) => {
        const { mtimeMs, size } = statSync(join(this.path, file));
        return `${file} ${size} ${mtimeMs}`;
      })
      .join('\n');
  }
}
