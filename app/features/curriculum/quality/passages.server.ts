import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import type {} from 'mdast-util-to-hast';
import { type Place, placeOf } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { attributeOf } from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import { isJsx, isParent } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';

/** What a passage stands in, besides names of components such as `Callout` and `Compare`. */
export type Around = 'list' | 'quote' | 'table' | 'status' | (string & {});

/**
 * A stretch of running words: a paragraph, a heading, a cell. Citations, code and pictures are left out of `text` and
 * leave nothing behind.
 */
export type Passage = {
  text: string;
  place: Place;
  /** Level of a heading, or 0. */
  heading: number;
  /** What it stands in, from the outside in. */
  inside: Around[];
  /** Sources cited in it, and where in `text`. */
  citations: { id: string; at: number }[];
  /** Sources cited in what belongs to it: the sentence that leads into its list, the rest of its table. */
  shared: string[];
  /** Links in it. */
  links: { url: string; text: string; place: Place }[];
  /** From each offset on, the text stands there. */
  starts: { at: number; place: Place }[];
};

/** Where a character of a passage stands in its file. */
export function placeIn({ starts, place }: Passage, offset: number): Place {
  const start = starts.findLast(({ at }) => at <= offset);
  if (start === undefined) return place;
  return { line: start.place.line, column: start.place.column + offset - start.at };
}

/** Whether a passage stands in one of these. */
export function isInside({ inside }: Pick<Passage, 'inside'>, ...names: Around[]): boolean {
  return names.some((name) => inside.includes(name));
}

type Draft = Omit<Passage, 'inside' | 'heading'>;

function draftAt(place: Place): Draft {
  return { text: '', place, citations: [], shared: [], links: [], starts: [] };
}

function addText(draft: Draft, value: string, place: Place | null, lines: readonly string[]): void {
  let { line, column } = place ?? draft.starts.at(-1)?.place ?? draft.place;
  for (const [index, part] of value.split('\n').entries()) {
    if (index > 0) {
      draft.text += '\n';
      line += 1;
      const found = (lines[line - 1] ?? '').indexOf(part.trimStart().slice(0, 12));
      column = Math.max(0, found) + 1;
    }
    draft.starts.push({ at: draft.text.length, place: { line, column } });
    draft.text += part;
  }
}

function addWords(draft: Draft, nodes: readonly Nodes[], lines: readonly string[]): void {
  for (const node of nodes) {
    const place = node.position === undefined ? null : placeOf(node);
    if (node.type === 'text') addText(draft, node.value, place, lines);
    else if (node.type === 'break') draft.text += '\n';
    else if (isJsx(node) && node.name === 'Source') {
      const id = attributeOf(node, 'id');
      if (id !== null) draft.citations.push({ id, at: draft.text.length });
      // The space before a citation would stand before the full stop.
      draft.text = draft.text.replace(/[ \n]$/, '');
    } else if (isParent(node)) {
      const from = draft.text.length;
      addWords(draft, node.children, lines);
      if (node.type === 'link') {
        draft.links.push({ url: node.url, text: draft.text.slice(from), place: placeOf(node) });
      }
    }
  }
}

/** Words that stand on their own, as those of an option, as a passage. */
export function passageOf(
  words: readonly PhrasingContent[],
  place: Place,
  inside: Around[],
  lines: readonly string[],
): Passage {
  const draft = draftAt(place);
  addWords(draft, words, lines);
  return { ...draft, heading: 0, inside };
}

/**
 * The running text of a file in order of reading, without what was taken out of it (checks, scenarios, notes) and
 * without code.
 * @param lines of the file, for the places of words in paragraphs of several lines
 */
export function listPassages(
  nodes: readonly RootContent[],
  lines: readonly string[],
  inside: Around[] = [],
): Passage[] {
  const passages: Passage[] = [];
  let lead: Passage | null = null;
  for (const node of nodes) {
    const before: Passage | null = lead;
    lead = null;
    switch (node.type) {
      case 'paragraph':
      case 'heading': {
        const passage = passageOf(node.children, placeOf(node), inside, lines);
        if (node.type === 'heading') passage.heading = node.depth;
        else lead = passage;
        passages.push(passage);
        break;
      }
      case 'list':
        for (const item of node.children) {
          const found = listPassages(item.children, lines, [...inside, 'list']);
          for (const passage of found)
            if (before?.text.trimEnd().endsWith(':') === true)
              passage.shared.push(...before.citations.map(({ id }) => id));
          passages.push(...found);
        }
        break;
      case 'blockquote':
        passages.push(...listPassages(node.children, lines, [...inside, 'quote']));
        break;
      case 'table': {
        const cells = node.children.flatMap((row) =>
          row.children.map((cell) =>
            passageOf(cell.children, placeOf(cell), [...inside, 'table'], lines),
          ),
        );
        const cited = [...cells, ...(before === null ? [] : [before])].flatMap(({ citations }) =>
          citations.map(({ id }) => id),
        );
        for (const cell of cells) cell.shared.push(...cited);
        passages.push(...cells);
        break;
      }
      case 'mdxJsxFlowElement': {
        const title = attributeOf(node, 'title') ?? '';
        const status = node.name === 'Callout' && /^status\b/i.test(title) ? ['status'] : [];
        const around = [...inside, node.name ?? '', ...status];
        passages.push(...listPassages(node.children, lines, around));
        break;
      }
      default:
        break;
    }
  }
  return passages;
}
