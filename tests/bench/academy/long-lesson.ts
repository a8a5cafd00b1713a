import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lessonText } from '#app/features/authoring/starter-lesson.server.ts';
import { benchCourse } from './content.ts';

/** The file of the long lesson, below the content folder. */
export const longLesson = `courses/${benchCourse.id}/01-part/90-long-lesson.mdx`;

const leastWords = 3_000;

/** Plain paragraphs and headings of the real lessons, over and over until there are enough words. */
function longText(contentDir: string): string {
  const folder = join(contentDir, 'courses', benchCourse.id, '01-part');
  const blocks = readdirSync(folder)
    .filter((name) => /^\d\d-.*\.mdx$/.test(name))
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8').split('---\n').slice(2).join('---\n').split('\n\n'),
    )
    .filter((block) => /^(## )?[A-Z"]/.test(block) && !/[<[{]/.test(block));
  const chosen: string[] = [];
  let words = 0;
  for (let next = 0; words < leastWords; next += 1) {
    const block = blocks[next % blocks.length];
    if (block === undefined) throw new Error('There is no text to make a long lesson of.');
    chosen.push(block);
    words += block.split(/\s+/).length;
  }
  return chosen.join('\n\n');
}

/** Adds a lesson of 3,000 words and a heading 'Save 0' to a content folder, before the server first reads it. */
export function writeLongLesson(contentDir: string): void {
  const starter = lessonText({ id: 'long-lesson', title: 'A long lesson', today: '2026-11-22' });
  const text = starter.replace('## A conversation', `${longText(contentDir)}\n\n## A conversation`);
  writeFileSync(join(contentDir, longLesson), text.replace('## Where it starts', '## Save 0'));
}
