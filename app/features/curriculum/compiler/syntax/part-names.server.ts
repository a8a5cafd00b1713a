import type { Nodes } from 'mdast';
import { isBlockOf } from './mdx-tree.server.ts';

/** Components that are taken out of a page, apart from it in data. */
export const partNames = [
  'Check',
  'Question',
  'Reflect',
  'Scenario',
  'Rubric',
  'Scale',
  'Rank',
] as const;

/** Whether a node reads its lists itself, and so says itself what is wrong with brackets in them. */
export function readsBrackets(node: Nodes): boolean {
  return isBlockOf(node, 'Check', 'Question', 'Reflect', 'Rank');
}

/** Whether a node reads quoted lines itself. */
export function readsQuotes(node: Nodes): boolean {
  return isBlockOf(node, 'Check', 'Question', 'Scene');
}
