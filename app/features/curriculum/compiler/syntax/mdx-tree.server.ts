import type { Nodes, Parents, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import {
  fileStart,
  type Place,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import {
  checkDepth,
  checkMarkdown,
  readNested,
} from '#app/features/curriculum/compiler/files/text-limits.server.ts';

/** A component or tag as written in MDX, on its own lines or within a line. */
export type Jsx = Extract<Nodes, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

/** Whether a node is a component or tag. */
export function isJsx(node: Nodes): node is Jsx {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}

/** A component on its own lines. */
export type PartNode = Extract<Nodes, { type: 'mdxJsxFlowElement' }>;

/** Whether a node is a component of this name on its own lines. */
export function isBlockOf(node: Nodes, ...names: readonly string[]): node is PartNode {
  return node.type === 'mdxJsxFlowElement' && names.includes(node.name ?? '');
}

/** Whether a node has children. */
export function isParent(node: Nodes): node is Extract<Nodes, Parents> {
  return 'children' in node;
}

const mdxParser = unified().use(remarkParse).use(remarkMdx).use(remarkGfm);
const markdownParser = unified().use(remarkParse).use(remarkGfm);

/** What to write instead, by what the parser says. The first match counts. */
const advice: [RegExp, string | ((match: RegExpExecArray) => string)][] = [
  [
    /Unexpected character `!`.*before name/,
    'write comments as `{/* … */}`; `<!-- … -->` does not work in MDX.',
  ],
  [
    /to create a link in MDX/,
    'write links as `[text](address)`; `<address>` does not work in MDX.',
  ],
  [
    /Unexpected character (`.*?`) \(U\+[0-9A-F]+\) before name/,
    () => '`<` starts a component here; write `&lt;` to show the sign itself.',
  ],
  [/before attribute value/, 'an attribute is written with quotes: `name="value"`.'],
  [
    /in attribute name/,
    'an attribute is written `name="value"`; look for a missing or extra quote before this place.',
  ],
  [/closing quote/, 'an attribute’s quote is opened and never closed; add the closing quote.'],
  [
    /Unexpected closing tag `(.*?)`, expected corresponding closing tag for `(.*?)` \((\d+):/,
    (match) =>
      `\`${match[1]}\` does not close \`${match[2]}\`, opened on line ${match[3]}; write \`${match[2]?.replace('<', '</')}\`.`,
  ],
  [
    /Expected a closing tag for `<(.*?)>` \((\d+):/,
    (match) =>
      `\`<${match[1]}>\` is opened here and never closed; add \`</${match[1]}>\`, or end the tag with \`/>\` if it holds nothing.`,
  ],
  [
    /Unexpected closing slash/,
    'this closing tag has no opening tag before it; remove it or add the opening tag.',
  ],
  [/closing brace/, '`{` starts code and is never closed; write `\\{` to show the sign itself.'],
  [
    /expression with acorn/,
    '`{ … }` is code in MDX, and lessons hold none; write `\\{` to show the sign itself.',
  ],
  [
    /import\/exports? with acorn/,
    'a line that starts with `import` or `export` is code in MDX; start the sentence with another word.',
  ],
  [
    /Unexpected lazy line/,
    'a component inside a list or quotation must keep its indentation or `>` on every line.',
  ],
];

function toAdvice(reason: string): string {
  for (const [pattern, text] of advice) {
    const match = pattern.exec(reason);
    if (match !== null) return typeof text === 'string' ? text : text(match);
  }
  return reason;
}

/** What the parser throws, as far as it is used here. */
type SyntaxProblem = { reason: string; line?: number; column?: number };

function isSyntaxProblem(cause: unknown): cause is SyntaxProblem {
  return cause instanceof Error && 'reason' in cause && typeof cause.reason === 'string';
}

/** The nearest `sign` at or before a place. */
function lastBefore(sign: RegExp, place: Place, lines: readonly string[]): Place | null {
  for (let line = place.line; line >= 1; line--) {
    const text = lines[line - 1] ?? '';
    const part = line === place.line ? text.slice(0, place.column) : text;
    const column = part.search(sign);
    if (column !== -1) return { line, column: column + 1 };
  }
  return null;
}

/** Where the author must look, and the lines to leave out so that the rest of the file can be read. */
function locate(
  problem: SyntaxProblem,
  lines: readonly string[],
): { place: Place; guilty: number[] } {
  const at = { line: problem.line ?? lines.length, column: problem.column ?? 1 };
  const opened = /\((\d+):(\d+)-/.exec(problem.reason);
  if (opened !== null) {
    const opener = { line: Number(opened[1]), column: Number(opened[2]) };
    // An opener without its end is what to look at; a wrong end is looked at where it stands.
    return problem.reason.startsWith('Expected a closing tag')
      ? { place: opener, guilty: [opener.line] }
      : { place: at, guilty: [at.line, opener.line] };
  }
  if (problem.reason.startsWith('Unexpected end of file')) {
    const sign = problem.reason.includes('in expression') ? /\{[^{]*$/ : /<[A-Za-z][^<]*$/;
    const opener = lastBefore(sign, at, lines) ?? at;
    return { place: opener, guilty: [opener.line] };
  }
  return { place: at, guilty: [at.line] };
}

/** Blanks a line; if it opened a component whose end follows later, that end goes too. */
function leaveOut(line: number, reason: string, lines: string[]): void {
  const text = lines[line - 1] ?? '';
  lines[line - 1] = '';
  const name = /<([A-Z]\w*)/.exec(text)?.[1];
  if (name === undefined || text.includes(`</${name}>`) || reason.includes('closing tag')) return;
  const end = lines.findIndex((each, index) => index >= line && each.includes(`</${name}>`));
  if (end !== -1) lines[end] = (lines[end] ?? '').replace(`</${name}>`, '');
}

const unread = (): Root => ({ type: 'root', children: [] });

/** Whether a tree is no deeper than may be, told without following it down by calls. */
function isShallow(tree: Root, report: Report): boolean {
  let level: Nodes[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    const [first] = level;
    if (!checkDepth(depth, first?.position?.start.line ?? 1, report)) return false;
    level = level.flatMap((node): Nodes[] => (isParent(node) ? node.children : []));
  }
  return true;
}

/** A parsed text. `whole` is false if lines with syntax errors had to be left out to read the rest. */
export type ParsedText = { tree: Root; whole: boolean };

/**
 * Parses an MDX text. A syntax error is reported and its lines are left out, so that one run finds the errors behind it
 * as well (at most ten). A text over a limit is reported and not read.
 */
export function parseMdx(text: string, report: Report): ParsedText {
  const lines = text.split('\n');
  if (!checkMarkdown(text, report)) return { tree: unread(), whole: false };
  for (let errors = 0; errors < 10; errors++) {
    try {
      const tree = readNested(() => mdxParser.parse(lines.join('\n')), 1, report);
      if (tree === null || !isShallow(tree, report)) break;
      liftBlocks(tree);
      return { tree, whole: errors === 0 };
    } catch (cause) {
      if (!isSyntaxProblem(cause)) throw cause;
      const { place, guilty } = locate(cause, lines);
      const seen = guilty.every((line) => (lines[line - 1] ?? '').trim() === '');
      report.error('mdx-syntax', place, toAdvice(cause.reason));
      if (seen) break;
      for (const line of guilty) leaveOut(line, cause.reason, lines);
    }
  }
  return { tree: unread(), whole: false };
}

/** Parses plain Markdown (transcripts and local rules), where `<` and `{` are ordinary signs but raw HTML is refused. */
export function parseMarkdown(text: string, report: Report): Root {
  const tree = checkMarkdown(text, report) ? markdownParser.parse(text) : unread();
  if (!isShallow(tree, report)) return unread();
  const refuseHtml = (node: Nodes) => {
    if (node.type === 'html') {
      const place: Place = node.position?.start ?? fileStart;
      report.error('raw-html', place, 'HTML is not used here; write Markdown.');
    }
    if (isParent(node)) node.children.forEach(refuseHtml);
  };
  refuseHtml(tree);
  return tree;
}

/**
 * `<Weak>text</Weak>` on one line is parsed as part of a paragraph. A paragraph that holds nothing but capitalised
 * components is that components' block, with their words as paragraphs of their own.
 */
function liftBlocks(parent: Extract<Nodes, Parents>): void {
  const children: Nodes[] = parent.children.flatMap((child: Nodes): Nodes[] => {
    if (isParent(child)) liftBlocks(child);
    if (child.type !== 'paragraph') return [child];
    const parts = child.children.filter((part) => part.type !== 'text' || part.value.trim() !== '');
    const blocks = parts.filter(
      (part) => part.type === 'mdxJsxTextElement' && isBlockName(part.name),
    );
    if (parts.length === 0 || blocks.length !== parts.length) return [child];
    return blocks.map((part): Nodes => {
      if (part.type !== 'mdxJsxTextElement') return part;
      const words = part.children;
      const inner: RootContent[] =
        words.length === 0 ? [] : [{ type: 'paragraph', children: words, position: part.position }];
      return {
        type: 'mdxJsxFlowElement',
        name: part.name,
        attributes: part.attributes,
        children: inner as Extract<Nodes, { type: 'mdxJsxFlowElement' }>['children'],
        position: part.position,
      };
    });
  });
  parent.children = children as typeof parent.children;
}

const inlineNames = new Set(['Term', 'Source']);

function isBlockName(name: string | null): boolean {
  return name !== null && /^[A-Z]/.test(name) && !inlineNames.has(name);
}
