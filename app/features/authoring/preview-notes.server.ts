import type { Element, ElementContent, RootContent, Text } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { parseHtml } from '#app/features/curriculum/compiler/compile/html.server.ts';
import { findSpot, type PreviewProblem, problemAnchor } from './preview-rules.ts';

/** Sets problems beside the place they are about, as notes in the HTML of a page. */

/** A page in pieces: HTML, or something that is no HTML. */
type Piece = { type: string; html?: string };

function textOf(value: string): Text {
  return { type: 'text', value };
}

function element(tagName: string, className: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: { className: [className] }, children };
}

function toNote({ line, level, rule, message }: PreviewProblem, anchor: string): Element {
  const head = `${level === 'error' ? 'Error' : 'Warning'}, line ${line}`;
  const note = element('aside', 'problem-note', [
    element('strong', 'problem-note-head', [textOf(head)]),
    textOf(' '),
    element('span', 'problem-note-text', [textOf(message)]),
    textOf(' '),
    element('code', 'problem-note-rule', [textOf(rule)]),
  ]);
  note.properties = {
    className: ['problem-note', `problem-note-${level}`],
    id: anchor,
    ariaLabel: `${head}: ${rule}`,
  };
  return note;
}

/** HTML with notes before some of its elements, by their place among them. */
function insert(html: string, notes: ReadonlyMap<number, Element[]>): string {
  const { children } = parseHtml(html);
  let count = -1;
  const marked = children.flatMap((child): RootContent[] => {
    if (child.type !== 'element') return [child];
    count += 1;
    return [...(notes.get(count) ?? []), child];
  });
  return toHtml({ type: 'root', children: marked });
}

/**
 * Sets notes into a page. Each goes before the element that holds its line, or before the part that does.
 * @param toPiece makes a piece of its own of HTML, for notes before a part
 * @returns the pieces with notes among them, and the problems with the anchors of theirs
 */
export function setNotes<T extends Piece>(
  pieces: readonly T[],
  pieceLines: readonly (readonly number[])[],
  problems: readonly PreviewProblem[],
  toPiece: (html: string) => T,
): { pieces: T[]; problems: PreviewProblem[] } {
  const notes = new Map<number, Map<number, Element[]>>();
  // A page whose pieces are not those that were written cannot be matched to lines.
  const known = pieces.length === pieceLines.length;
  const placed = problems.map((problem, index): PreviewProblem => {
    const spot = known ? findSpot(pieceLines, problem.line) : null;
    if (spot === null) return problem;
    const anchor = problemAnchor(index);
    const inPiece = notes.get(spot.piece) ?? new Map<number, Element[]>();
    notes.set(spot.piece, inPiece);
    inPiece.set(spot.element, [...(inPiece.get(spot.element) ?? []), toNote(problem, anchor)]);
    return { ...problem, anchor };
  });
  const marked = pieces.flatMap((piece, index): T[] => {
    const own = notes.get(index);
    if (own === undefined) return [piece];
    if (piece.html !== undefined) return [{ ...piece, html: insert(piece.html, own) }];
    const html = [...own.values()].flat().map((note) => toHtml(note));
    return [toPiece(html.join('')), piece];
  });
  return { pieces: marked, problems: placed };
}
