import type { Report } from './problems.server.ts';

/**
 * What a text may hold: many times what a good lesson needs. For some texts the readers of Markdown and YAML take a time
 * that grows with the square of their length, or they come to the end of the stack. Such texts are refused unread.
 */
const most = {
  wordLetters: 1_000,
  /** Lists and quotations that begin in one line; blocks around one another; brackets of YAML. */
  depth: 20,
  indent: 80,
  cells: 50,
  /** Signs of Markdown, and lines, without an empty line between them. */
  blockSigns: 1_000,
  blockLines: 1_000,
  fileSigns: 20_000,
  fileBraces: 300,
  fileLines: 4_000,
  /** Names and aliases of YAML: `&name`, `*name`. */
  names: 20,
  settingLines: 10_000,
};

/** How much of something there is, how much there may be, and what to say of more. */
type Measured = [amount: number, limit: number, say: () => string];

/** Reports the first of these of which there is too much. @returns whether there is none */
function isWithin(measured: readonly Measured[], line: number, report: Report): boolean {
  const excess = measured.find(([amount, limit]) => amount > limit);
  if (excess === undefined) return true;
  const [, limit, say] = excess;
  report.error('over-limit', { line, column: 1 }, `${say()}; ${limit} is the most.`);
  return false;
}

const countIn = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Reports the first line with a word that is too long to be one. @returns whether there is none */
export function checkWords(text: string, report: Report): boolean {
  return text.split('\n').every((line, index) => {
    // Nothing long stands in a line that is not.
    if (line.length <= most.wordLetters) return true;
    const longest = Math.max(...line.split(/\s+/).map((word) => word.length));
    const say = () =>
      `a word of this line has ${longest} letters: was something pasted into it? Take it out, or put spaces into it`;
    return isWithin([[longest, most.wordLetters, say]], index + 1, report);
  });
}

const signs = /[[\]*_`<{}~&!\\]/g;
const opening = /^[ \t]*(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))[ \t]*)+/;
const opener = />|[-*+]|\d+[.)]/g;
const someSigns = 'signs such as `[`, `*`, `<` and `\\`';

/** Reports the first place where Markdown is too deep, too wide or too dense to be read. @returns whether there is none */
export function checkMarkdown(text: string, report: Report): boolean {
  const file = { lines: 0, signs: 0, braces: 0 };
  let block = { from: 1, lines: 0, signs: 0 };
  return text.split('\n').every((line, index) => {
    if (line.trim() === '') {
      block = { from: index + 2, lines: 0, signs: 0 };
      return true;
    }
    const own = countIn(line, signs);
    file.lines += 1;
    file.signs += own;
    file.braces += countIn(line, /\{/g);
    block.lines += 1;
    block.signs += own;
    const depth = countIn(opening.exec(line)?.[0] ?? '', opener);
    const indent = line.length - line.trimStart().length;
    const cells = countIn(line, /\|/g);
    const measured: Measured[] = [
      [depth, most.depth, () => tooDeep(depth)],
      [indent, most.indent, () => `${tooDeep(indent)}, counted in spaces`],
      [cells, most.cells, () => `this row has ${cells} \`|\`: make several tables of it`],
      [
        block.signs,
        most.blockSigns,
        () =>
          `since line ${block.from} stand ${block.signs} ${someSigns} without an empty line: put empty lines between them`,
      ],
      [
        block.lines,
        most.blockLines,
        () =>
          `since line ${block.from} stand ${block.lines} lines without an empty one: put empty lines between them`,
      ],
      [file.lines, most.fileLines, () => `up to here stand ${file.lines} lines: split the file`],
      [file.braces, most.fileBraces, () => `up to here stand ${file.braces} \`{\`: take some out`],
      [
        file.signs,
        most.fileSigns,
        () => `up to here stand ${file.signs} ${someSigns}: split the file`,
      ],
    ];
    return isWithin(measured, index + 1, report);
  });
}

const name = /(?:^|[\s[{,:])[&*][^\s,[\]{}]/g;

function deepestBracket(line: string): number {
  let [depth, deepest] = [0, 0];
  for (const [bracket] of line.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/**
 * Reports the first line of YAML that is too deep, or has too many names before it. @returns whether there is none
 * @param lineOffset lines of the file before this text
 */
export function checkYamlLimits(text: string, lineOffset: number, report: Report): boolean {
  let names = 0;
  return text.split('\n').every((line, index) => {
    names += countIn(line, name);
    const depth = deepestBracket(line);
    const measured: Measured[] = [
      [depth, most.depth, () => tooDeep(depth)],
      [
        names,
        most.names,
        () =>
          `up to here stand ${names} names with \`&\` or \`*\`: write out what they stand for, or put the values in quotes`,
      ],
      [index + 1, most.settingLines, () => 'these settings have more lines: take some out'],
    ];
    return isWithin(measured, index + 1 + lineOffset, report);
  });
}

/** Reports what was read and stands too deep. @returns whether it does not */
export function checkDepth(depth: number, line: number, report: Report): boolean {
  return isWithin([[depth, most.depth, () => tooDeep(depth)]], line, report);
}

/**
 * Reads something by a library that follows what stands in one another by calls.
 * @returns null, reported, where the stack came to its end
 */
export function readNested<T>(read: () => T, line: number, report: Report): T | null {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    checkDepth(Number.POSITIVE_INFINITY, line, report);
    return null;
  }
}

const tooDeep = (depth: number) =>
  `${Number.isFinite(depth) ? `what stands here is ${depth} deep in other things` : 'something here stands far too deep in other things'}: take it out of some of them`;
