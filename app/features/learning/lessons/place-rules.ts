import type { Block, LessonBody } from '#app/features/curriculum/courses/schema.ts';
import { checkCardId, reflectCardId, scenarioCardId } from './block-rules.ts';

/** Places in a lesson: anchors of its blocks, and where its headings are. Indexes of blocks are 0-based. */

type BlockPlace =
  | { type: 'html'; html: string }
  | { type: 'check'; item: { id: string } }
  | { type: 'reflect'; id: string }
  | { type: 'scenario'; scenario: { id: string } };

/** The id of a block's element on the lesson page. */
export function blockAnchor(block: BlockPlace, index: number): string {
  if (block.type === 'check') return checkCardId(block.item.id);
  if (block.type === 'scenario') return scenarioCardId(block.scenario.id);
  return block.type === 'reflect' ? reflectCardId(block.id) : `block-${index}`;
}

/** The id of the element that holds a check, or the scenario that counts as one. */
export function checkAnchor(blocks: readonly BlockPlace[], checkId: string): string {
  const isScenario = blocks.some(
    (block) => block.type === 'scenario' && block.scenario.id === checkId,
  );
  return isScenario ? scenarioCardId(checkId) : checkCardId(checkId);
}

/** The index of the block that each heading of the outline stands in, in the outline's order; -1 where it is missing. */
export function findHeadings(
  blocks: readonly Block[] | readonly BlockPlace[],
  outline: LessonBody['outline'],
): number[] {
  return outline.map(({ id }) =>
    blocks.findIndex((block) => block.type === 'html' && block.html.includes(` id="${id}"`)),
  );
}

/** The text of the heading that a block stands under, or null before the first one. */
export function findSection(
  blocks: readonly Block[],
  outline: LessonBody['outline'],
  index: number,
): string | null {
  const at = findHeadings(blocks, outline).findLastIndex((block) => block !== -1 && block <= index);
  return outline[at]?.text ?? null;
}

/**
 * The least active time, in seconds, in which a text can have been read at all: 1,000 words a minute, three times what
 * people read. Below it the page does not take reaching its end for reading.
 */
export function leastReadingSeconds(words: number): number {
  return Math.ceil((words / 1000) * 60);
}
