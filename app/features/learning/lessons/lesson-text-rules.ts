import { toBareLines } from '#app/features/curriculum/courses/html-rules.ts';
import type { Block, LessonBody } from '#app/features/curriculum/courses/schema.ts';
import { countOf } from '#app/words/numbers.ts';

/** A lesson as lines of plain text, for comparing two editions: what its page shows, and nothing of its keys. Pure. */

/** The text of a compiled lesson, a line for each paragraph, question and option. */
export function toLessonText({ frontmatter, blocks }: Pick<LessonBody, 'frontmatter' | 'blocks'>) {
  const { title, summary, objectives } = frontmatter;
  const head = [title, summary, ...objectives.map(({ text }) => text)];
  return [...head, ...blocks.flatMap(toLines)].join('\n');
}

function toLines(block: Block): string[] {
  switch (block.type) {
    case 'html':
      return toBareLines(block.html);
    case 'check': {
      const { promptHtml, options } = block.item;
      return [promptHtml, ...options.map(({ html }) => html)].flatMap(toBareLines);
    }
    case 'reflect':
      return toBareLines(block.promptHtml);
    case 'scenario': {
      // Its scenes are for playing: told all at once, they would give every way through away.
      const { title, scenes } = block.scenario;
      return [`Conversation “${title}”: ${countOf(scenes.length, 'scene')}`];
    }
  }
}
