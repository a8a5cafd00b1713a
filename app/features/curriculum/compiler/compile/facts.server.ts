import type { Root } from 'mdast';
import { type Place, placeOf } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { typeOf } from '#app/features/curriculum/compiler/parts/answer-types.server.ts';
import type { WrittenPart } from '#app/features/curriculum/compiler/parts/written-parts.server.ts';
import type {
  AnchorLink,
  FileLink,
  References,
} from '#app/features/curriculum/compiler/references/reference-scope.server.ts';
import { isBlockOf } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import type { Item } from '#app/features/curriculum/items/schema.ts';

/** A question of a file, as other files and the course's rules must know it. */
export type ItemFact = Pick<Item, 'id' | 'type' | 'objective' | 'tags'> & Place;

/** What other files of the course must know of a file to be checked against it. */
export type Facts = {
  anchors: string[];
  links: FileLink[];
  anchorLinks: AnchorLink[];
  items: ItemFact[];
  /** Lessons that rubrics name. */
  rubricLessons: ({ id: string } & Place)[];
  localRules: string[];
  /** See `References`. */
  voices: string[];
  sounds: string[];
  /** Ids of its questions, notes, scenarios, rubrics and scales. */
  parts: ({ id: string } & Place)[];
  /** For each piece of the page, in order, the lines at which what it shows was written: one an element. */
  pieceLines: number[][];
};

/** Nothing known: of a file that could not be read. */
export function noFacts(): Facts {
  return {
    anchors: [],
    links: [],
    anchorLinks: [],
    items: [],
    rubricLessons: [],
    localRules: [],
    voices: [],
    sounds: [],
    parts: [],
    pieceLines: [],
  };
}

/** See `Facts.pieceLines`: the lines of a page's pieces, as `cutPage` cuts them. */
export function toPieceLines({ children }: Root): number[][] {
  const pieces: number[][] = [];
  let open = false;
  for (const node of children) {
    const isPart = isBlockOf(node, 'Part');
    const isCut = node.type === 'heading' && (node.depth === 2 || node.depth === 3);
    if (isPart || isCut || !open) pieces.push([]);
    pieces.at(-1)?.push(placeOf(node).line);
    open = !isPart;
  }
  return pieces;
}

/**
 * What is known of a file once it is read.
 * @param tree with its parts taken out
 */
export function toFacts(
  tree: Root,
  anchors: string[],
  { links, anchorLinks, localRules, voices, sounds }: References,
  parts: readonly WrittenPart[],
): Facts {
  return {
    anchors,
    links,
    anchorLinks,
    items: parts.flatMap((part): ItemFact[] => {
      if (part.type !== 'item') return [];
      const { id, objective, tags, answer, place } = part;
      return [{ id, objective, tags, type: typeOf(answer), ...place }];
    }),
    rubricLessons: parts.flatMap((part) =>
      part.type === 'rubric' && part.lesson !== '' ? [{ id: part.lesson, ...part.place }] : [],
    ),
    localRules,
    voices,
    sounds,
    parts: parts.flatMap(({ id, place }) => (id === '' ? [] : [{ id, ...place }])),
    pieceLines: toPieceLines(tree),
  };
}
