import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type LoadedContent,
  type LoadedItem,
  loadContent,
} from '#app/features/curriculum/compiler/course/content.server.ts';

/** The folder of a course under tests/fixtures/courses, absolute. Each is a content folder of its own. */
export function fixtureFolder(name: string): string {
  return resolve('tests/fixtures/courses', name);
}

/** A copy of a fixture course that a test may change, with a data folder beside it. Removed after the test. */
export type CourseCopy = {
  contentDir: string;
  dataDir: string;
  load(): Promise<LoadedContent>;
  read(path: string): string;
  write(path: string, content: string | Uint8Array): void;
  /** Replaces text in a file; fails if it is not there. */
  edit(path: string, before: string | RegExp, after: string): void;
  remove(path: string): void;
};

/** Copies a fixture course for this test. */
export function copyCourse(name = 'good'): CourseCopy {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-course-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const contentDir = join(folder, 'content');
  const dataDir = join(folder, 'data');
  cpSync(fixtureFolder(name), contentDir, { recursive: true });
  const at = (path: string) => join(contentDir, path);
  const read = (path: string) => readFileSync(at(path), 'utf8');
  return {
    contentDir,
    dataDir,
    load: () => loadContent({ contentDir, dataDir }),
    read,
    write(path, content) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), content);
    },
    edit(path, before, after) {
      const text = read(path);
      const changed = text.replace(before, after);
      if (changed === text) throw new Error(`${path} does not hold ${String(before)}`);
      writeFileSync(at(path), changed);
    },
    remove: (path) => rmSync(at(path), { recursive: true }),
  };
}

/** A loaded thing by its id. */
export function itemOf(content: LoadedContent, id: string): LoadedItem {
  const item = content.courses.flatMap(({ items }) => items).find((each) => each.id === id);
  if (item === undefined) throw new Error(`${id} was not found`);
  return item;
}

/** A lesson's frontmatter around a text that is to be compiled in a test. */
export function lessonText(body: string, id = 'made-lesson'): string {
  return `---
id: ${id}
title: A made lesson
summary: A lesson that a test made for itself.
minutes: 5
objectives:
  - { id: ${id}-objective, text: Be compiled in a test. }
lastReviewed: 2026-11-01
---

${body}
`;
}
