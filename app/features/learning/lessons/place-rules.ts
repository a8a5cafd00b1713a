import { readPlaces } from '#app/features/curriculum/courses/html-rules.ts';
import type { LessonBody } from '#app/features/curriculum/courses/schema.ts';
import { oncePer } from '#app/once.ts';
import { checkCardId, reflectCardId, scenarioCardId } from './block-rules.ts';

/** Places in a lesson: anchors of its blocks, and where its headings are. Indexes of blocks are 0-based. */

type BlockPlace =
  | { type: 'html' }
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

type Headed = Pick<LessonBody, 'blocks' | 'outline'>;

/** The index of the block that each heading of the outline stands in, in the outline's order; -1 where it is missing. */
export const findHeadings = oncePer(({ blocks, outline }: Headed): number[] => {
  const anchors = blocks.map((block) => (block.type === 'html' ? readPlaces(block).anchors : []));
  return outline.map(({ id }) => anchors.findIndex((ids) => ids.includes(id)));
});

/** The text of the heading that a block stands under, or null before the first one. */
export function findSection(body: Headed, index: number): string | null {
  const at = findHeadings(body).findLastIndex((block) => block !== -1 && block <= index);
  return body.outline[at]?.text ?? null;
}

/**
 * The least active time, in seconds, in which a text can have been read at all: 1,000 words a minute, three times what
 * people read. Below it the page does not take reaching its end for reading.
 */
export function leastReadingSeconds(words: number): number {
  return Math.ceil((words / 1000) * 60);
}
