/** What an author does who follows a message of the check to the letter. */

/** A problem as the check prints it. */
export type Problem = {
  file: string;
  line: number;
  column: number;
  message: string;
  whole: string;
};

/** Changes the lines of a file as a message tells. @returns whether that could be done */
export type Follow = (lines: string[], problem: Problem) => boolean;

/** Replaces text at the place of a problem, or in the first line after it that has it. */
function replaceFrom(lines: string[], from: number, before: string | RegExp, after: string) {
  for (let at = from; at < lines.length; at += 1) {
    const changed = (lines[at] ?? '').replace(before, () => after);
    if (changed === lines[at]) continue;
    lines[at] = changed;
    return true;
  }
  return false;
}

const lastPart = (path: string) => path.split('/').at(-1) ?? '';

/** Puts a key of the settings in place of what stands there, with the lines that belong to it; or adds it. */
function setKey(lines: string[], line: string): boolean {
  const key = line.slice(0, line.indexOf(':'));
  const at = lines.findIndex((one) => new RegExp(`^(\\s*- )?${key}:`).test(one));
  if (at < 0) {
    lines.splice(1, 0, line);
    return true;
  }
  let count = 1;
  while (/^\s+\S|^- /.test(lines[at + count] ?? '')) count += 1;
  lines.splice(at, count, line);
  return true;
}

/** Puts an attribute into the first tag from a place on, instead of one of that name. */
function setAttribute(
  lines: string[],
  { line, column }: Pick<Problem, 'line' | 'column'>,
  written: string,
): boolean {
  const name = written.slice(0, written.indexOf('='));
  const text = lines[line - 1] ?? '';
  const end = text.indexOf('>', column - 1);
  const tag = text.slice(column - 1, end < 0 ? undefined : end + 1);
  const own = new RegExp(`(?<=\\s|^)${name}(=("[^"]*"|\\{[^}]*\\}))?(?=[\\s/>]|$)`);
  const changed = own.test(tag)
    ? tag.replace(own, () => written)
    : tag.replace(/(?<=<\w+)(?=[\s/>]|$)/, () => ` ${written}`);
  lines[line - 1] = text.slice(0, column - 1) + changed + text.slice(column - 1 + tag.length);
  return changed !== tag;
}

const followers: readonly [pattern: RegExp, follow: (match: RegExpExecArray) => Follow][] = [
  [
    /^(?!no page plays)[^`]*`([^`]+?):?`.*Did you mean `([^`]+)`\?/,
    ([, wrong = '', right = '']) =>
      (lines, { line }) =>
        replaceFrom(
          lines,
          line - 1,
          lastPart(wrong),
          `${wrong.startsWith('#') ? '#' : ''}${lastPart(right)}`,
        ),
  ],
  [
    /^`(\w+)` must be one of `([^`]+)`/,
    ([, key = '', first = '']) =>
      (lines, { line, column }) => {
        const text = lines[line - 1] ?? '';
        const start = column === 1 || text.slice(column - 1).startsWith(`${key}:`);
        const before = start ? text.slice(0, text.indexOf(': ') + 2) : text.slice(0, column - 1);
        lines[line - 1] = before + text.slice(before.length).replace(/^[^\s,\]}]+/, first);
        return true;
      },
  ],
  [
    /(?:write|add|put) `([a-z]\w*: [^`]+)`/,
    ([, written = '']) =>
      (lines, { file, line }) => {
        if (!file.endsWith('.yml')) return setKey(lines, written);
        return replaceFrom(lines, line - 1, /\w+: .*/, written);
      },
  ],
  [
    /such as `([\w-]+)`\.$/,
    ([, id = '']) =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, /(?<=id: ).*/, id),
  ],
  [
    /<\w+> needs `(\w+)`: `<\w+ ([^`]*)>`/,
    ([, name = '', written = '']) =>
      (lines, problem) =>
        setAttribute(lines, problem, new RegExp(`\\b${name}="[^"]*"`).exec(written)?.[0] ?? ''),
  ],
  [
    /^`(\w+)` of <\w+>.*; write `(?:<\w+ )?([^`]*)`/,
    ([, name = '', written = '']) =>
      (lines, problem) =>
        setAttribute(lines, problem, new RegExp(`\\b${name}="[^"]*"`).exec(written)?.[0] ?? ''),
  ],
  [
    /(?:write|as|or write) `((?:choose|variables|end)="[^"`]*")`/,
    ([, written = '']) =>
      (lines, problem) => {
        // A variable is declared on its scenario, which is above.
        const tag = written.startsWith('variables') ? '<Scenario' : '';
        let at = problem.line - 1;
        while (at > 0 && !lines[at]?.includes(tag)) at -= 1;
        const column = tag ? 1 : problem.column;
        return setAttribute(lines, { line: at + 1, column }, written);
      },
  ],
  [
    /(?:write|labels:|only:) `((?:Number|Text|Rating): [^`]*)`/,
    ([, written = '']) =>
      (lines, { line }) => {
        lines[line - 1] = written;
        return true;
      },
  ],
  [
    /(?:as|write) `((?:Effect|If): [^`]*)`/,
    ([, written = '']) =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, /(?<=> ).*/, written),
  ],
  [
    /^`([{<])` .*write `([^`]+)` to show the sign itself/,
    ([, sign = '', written = '']) =>
      (lines, { line, column }) => {
        const text = lines[line - 1] ?? '';
        const at = text.lastIndexOf(sign, column - 1);
        lines[line - 1] = text.slice(0, at) + written + text.slice(at + 1);
        return at >= 0;
      },
  ],
  [
    /write `(#+)` instead of `#+`/,
    ([, signs = '']) =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, /^#+/, signs),
  ],
  [
    /start with `(##)` here/,
    ([, signs = '']) =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, /^#+/, signs),
  ],
  [
    /(?:makes? .*; write|a scene: write) `([^`]+)`\.$/,
    ([, written = '']) =>
      (lines, { line }) => {
        lines[line - 1] = written;
        return true;
      },
  ],
  [
    /<(\w+)> holds nothing; write it as `([^`]+)`/,
    ([, name = '', written = '']) =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, new RegExp(`<${name}[^>]*[^/]>.*?</${name}>`), written),
  ],
  [
    /this link has no words; write `\[([^\]]+)\]/,
    ([, words = '']) =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, /\[\s*\](?=\()/, `[${words}]`),
  ],
  [
    /^`([^`]+)` does not close .*; write `([^`]+)`/,
    ([, wrong = '', right = '']) =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, wrong, right),
  ],
  [
    /is opened here and never closed; add `([^`]+)`/,
    ([, written = '']) =>
      (lines) =>
        lines.push(written) > 0,
  ],
  [
    /no condition; write `<\w+ (\w+="[^"]*")>`/,
    ([, written = '']) =>
      (lines, problem) =>
        setAttribute(lines, problem, written),
  ],
  [
    /^`Kind:` is empty; write one of `(\w+)`/,
    ([, kind = '']) =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, /Kind:\s*$/, `Kind: ${kind}`),
  ],
  [
    /this choice needs a line `(> \w+:)` with (?:one of `(\w+)`|what)/,
    ([, start = '', kind = 'Something follows.']) =>
      (lines, { line }) =>
        lines.splice(line, 0, `  ${start} ${kind}`).length === 0,
  ],
  [
    /this place cannot be read; write `([^`]+)`/,
    ([, place = '']) =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, /\(.*\)/, place),
  ],
  [
    /does not say where it is; end it with `([^`]+)`/,
    ([, place = '']) =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, /$/, ` ${place}`),
  ],
  [
    /put an empty line before `/,
    () =>
      (lines, { line }) =>
        lines.splice(line - 1, 0, '').length === 0,
  ],
  [
    /write comments as `/,
    () =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, /<!--.*-->/, '{/* a comment */}'),
  ],
  [
    /write links as `/,
    () =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, /<http[^>]*>/, '[text](https://example.org)'),
  ],
  [
    /write bold as `/,
    () =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, /<b>.*?<\/b>/, '**text**'),
  ],
  [
    /^`(\w+)=\{…\}` is code; write `\w+="…"`/,
    ([, name = '']) =>
      (lines, { line }) =>
        replaceFrom(lines, line - 1, new RegExp(`${name}=\\{.*?\\}`), `${name}="x"`),
  ],
  [
    /a `\|` that is part of the words as `(\\\|)`/,
    ([, sign = '']) =>
      (lines, { line }) => {
        // All signs of the row but those that part as many cells as its heading has.
        let heading = line - 1;
        while (lines[heading - 1]?.startsWith('|')) heading -= 1;
        const cells = (lines[heading] ?? '').split('|').length - 2;
        const parts = (lines[line - 1] ?? '').split('|').slice(1, -1);
        lines[line - 1] =
          `|${[...parts.slice(0, cells - 1), parts.slice(cells - 1).join(sign)].join('|')}|`;
        return true;
      },
  ],
];

/** The way in which a message's advice is followed, if one is known. */
export function findFollower(message: string): Follow | null {
  for (const [pattern, toFollow] of followers) {
    const match = pattern.exec(message);
    if (match) return toFollow(match);
  }
  return null;
}

/** Advice that asks for a judgement, for several lines or for another file: not for a machine to follow. */
export const byHand: readonly string[] = [
  'write the block where readers need it',
  // A file is renamed, and only who made a recording knows its times.
  'no page plays this recording',
  'has a caption without times',
  'a pause lasts more than 0 and at most',
  // How many, or which: a question of what is taught.
  'write three to six',
  'write more of them',
  'has no feedback; add a line',
  'mark it with `- [x]`',
  'mark the wrong ones with `- [ ]`',
  'has no answer; end it with',
  'raise `edition`, or take',
  'add one, or take the lesson out',
  'add `draw` or a `blueprint`, or take it out',
  'use it, or take it out of `variables`',
  'link to it with `(#',
  'a matching needs two',
  'both columns need a heading',
  'needs three after the criterion',
  'the heading of this level must start with its points',
  'no reply is marked right here',
  'this statement has no words',
  'has no scene; write at least a start and an ending',
  'There is: `',
  'says nothing of',
  'Ask your standards officer',
  // What is written stays, in another place or shape.
  'start this line with `>` at the left edge',
  'start it with `',
  'move this before the answer',
  'holds one numbered list',
  'holds one ordered list',
  'with one space on each side of the brackets',
  'put this into one of them',
  'put all its words between the brackets',
  'put this into the scene’s `title`',
  'put them last in the scene',
  'put it above them, in a paragraph of its own',
  'write the text itself, or `\\{` to show the sign',
  'write attributes as `name="value"`',
  'start the sentence with another word',
  'the file must start with a line `---`',
  'put the whole value in quotes',
  'without separators',
  // Another file.
  'so nobody reads this file',
  'save it anew, an SVG',
];
