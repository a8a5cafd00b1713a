import type { Paragraph, PhrasingContent, Text } from 'mdast';
import {
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import { isParent, type Jsx } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { type Pace, paces } from '#app/features/curriculum/courses/spoken-rules.ts';

/** The marks of a spoken line, in square brackets: a pause in seconds, a breath, a change of pace. */

/** Longer than this, a silence is a scene of its own. */
const longestPause = 30;

type Inline = Extract<Jsx, { type: 'mdxJsxTextElement' }>;

function inline(name: string, attributes: Record<string, string>, children: PhrasingContent[]) {
  const node: Inline = {
    type: 'mdxJsxTextElement',
    name,
    attributes: Object.entries(attributes).map(([key, value]) => ({
      type: 'mdxJsxAttribute',
      name: key,
      value,
    })),
    children,
  };
  return node;
}

const isPace = (word: string): word is Pace => paces.some((pace) => pace === word);

type Mark = { pause: number } | 'breath' | Pace;

/** Where a part of a text stands that begins `at` characters into it. */
function placeWithin(node: Text, at: number): Place {
  const before = node.value.slice(0, at).split('\n');
  const { line, column } = placeOf(node);
  return before.length === 1
    ? { line, column: column + at }
    : { line: line + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1 };
}

function readMark(words: string, report: Report, place: Place): Mark | null {
  const text = words.trim().toLowerCase();
  if (text === 'breath' || isPace(text)) return text;
  const seconds = /^(\d+(?:\.\d+)?) ?s(?:ec(?:ond)?s?)?\.?$/.exec(text)?.[1];
  if (seconds === undefined) {
    const near = didYouMean(text, ['breath', ...paces]);
    report.error(
      'spoken-mark',
      place,
      `\`[${words}]\` is no mark of a spoken line; write a pause as \`[2 s]\`, or [breath], [slower], [even] or [faster].${near}`,
    );
    return null;
  }
  const pause = Number(seconds);
  if (pause > 0 && pause <= longestPause) return { pause };
  report.error(
    'spoken-mark',
    place,
    `a pause lasts more than 0 and at most ${longestPause} seconds; write \`[2 s]\`.`,
  );
  return null;
}

/** A text cut at its marks; null: a mark that cannot be read, and is reported. */
function pieces(node: Text, report: Report): (Text | Mark | null)[] {
  const found: (Text | Mark | null)[] = [];
  let from = 0;
  const addText = (end: number) => {
    if (end > from) found.push({ ...node, value: node.value.slice(from, end) });
  };
  for (const { 0: whole, 1: words = '', index } of node.value.matchAll(/\[([^\][]*)\]/g)) {
    addText(index);
    found.push(readMark(words, report, placeWithin(node, index)));
    from = index + whole.length;
  }
  addText(node.value.length);
  return found;
}

function refuseInside(node: PhrasingContent, report: Report): void {
  if (!isParent(node)) return;
  for (const child of node.children as PhrasingContent[]) {
    if (child.type !== 'text') refuseInside(child, report);
    else if (/\[[^\][]*\]/.test(child.value)) {
      report.error(
        'spoken-mark',
        placeOf(child),
        'a mark stands beside stressed words, not in them; move it out of the `*` signs.',
      );
    }
  }
}

/**
 * Puts marks in place of what stands in brackets: `Pause`, `Breath`, and `Pace` around what is said slower or faster.
 * @param pace at which the line begins
 * @returns the pace at which it ends, and how many marks or stressed words it has
 */
export function readMarks(
  line: Paragraph,
  pace: Pace,
  report: Report,
): { pace: Pace; marks: number } {
  const said: PhrasingContent[] = [];
  let now = pace;
  let open: PhrasingContent[] = [];
  let marks = 0;
  const close = () => {
    if (open.length > 0) said.push(...(now === 'even' ? open : [inline('Pace', { now }, open)]));
    open = [];
  };
  for (const node of line.children) {
    if (node.type !== 'text') {
      if (node.type === 'emphasis') marks += 1;
      refuseInside(node, report);
      open.push(node);
      continue;
    }
    for (const piece of pieces(node, report)) {
      if (piece !== null && typeof piece === 'object' && 'type' in piece) {
        open.push(piece);
        continue;
      }
      marks += 1;
      if (piece === null) continue;
      if (piece === 'breath') open.push(inline('Breath', {}, []));
      else if (typeof piece === 'object')
        open.push(inline('Pause', { seconds: String(piece.pause) }, []));
      else {
        close();
        now = piece;
      }
    }
  }
  close();
  line.children = said;
  return { pace: now, marks };
}
