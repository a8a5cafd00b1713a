import type { Nodes, Text } from 'mdast';
import { placeOf, type Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { textRows } from './text-lines.server.ts';

/** Signs that an author meant as Markdown and Markdown did not: readers would see them. */

// A space that is none to Markdown: no-break, narrow, wide and the like, as word processors write them.
const oddSpace = '[\\u00a0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u2060\\u3000\\ufeff]';

type Slip = { pattern: RegExp; say: (match: RegExpExecArray) => string };

const cut = (words: string | undefined) =>
  words !== undefined && words.length > 80 ? `${words.slice(0, 79).trimEnd()}…` : words;

/** Lines of text that were meant to be something else, most by their start; groups: the sign, the rest of the line. */
const rows: readonly Slip[] = [
  {
    pattern: new RegExp(`^(#{2,6})(?:${oddSpace})*(\\S.*)$|^(#)${oddSpace}+(\\S.*)$`),
    say: ([, marks, words, one, rest]) =>
      `\`${marks ?? one}\` makes a heading only with a plain space behind it; write \`${marks ?? '##'} ${cut(words ?? rest)}\`.`,
  },
  {
    // Signs of lists in word processors, the private ones of their symbol fonts among them.
    pattern:
      /^([\u2022\u00b7\u25aa\u25cf\u25cb\u25e6\u2023\u25a0\u25a1\u2043\u2219\u2713\u2714\uf000-\uf0ff]|[o\u00a7](?=[\t\u00a0]))\s*(\S.*)$/,
    say: ([, sign, words]) => `\`${sign}\` makes no list; write \`- ${cut(words)}\`.`,
  },
  {
    pattern: new RegExp(`^([-*+\u2013\u2014])(?:${oddSpace}+|\\t)\\s*(\\S.*)$`),
    say: ([, sign, words]) =>
      `\`${sign}\` makes a list only with a plain space behind it; write \`- ${cut(words)}\`.`,
  },
  {
    pattern: new RegExp(`^(\\d{1,3}[.)])${oddSpace}+(\\S.*)$`),
    say: ([, sign, words]) =>
      `\`${sign}\` makes a numbered list only with a plain space behind it; write \`${sign} ${cut(words)}\`.`,
  },
  {
    pattern: /^\|.*\|\s*$/,
    say: () => 'this is a table only with a line of dashes under its first line: `| - | - |`.',
  },
  {
    pattern: /!?\[([^\][]+)\]\s+\(((?:https?:|mailto:|\.{1,2}\/)[^()\s]*)\)/,
    say: ([whole, words, target]) =>
      `a link has no space between its words and its address; write \`${whole.startsWith('!') ? '!' : ''}[${words}](${target})\`.`,
  },
];

/** Signs within a line. */
const within: readonly Slip[] = [
  {
    pattern: /!?\[([^\][]+)\]\(([^()<>]*\s[^()<>]*)\)/,
    say: ([whole, words, target]) =>
      `an address with a space in it is no link; write \`${whole.startsWith('!') ? '!' : ''}[${words}](<${target?.trim()}>)\`.`,
  },
  {
    pattern: /\*\*/,
    say: () =>
      '`**` makes bold only with no space inside the signs and one of them at each end; write `**words**`, or `\\*\\*` to show the signs.',
  },
];

/** Reports lines of a paragraph that look like a heading, list, table or link and are none. */
export function refuseStrayLines(node: Nodes, report: Report): void {
  for (const { text, place } of textRows(node)) {
    for (const { pattern, say } of rows) {
      const match = pattern.exec(text.trim());
      if (match !== null) report.error('stray-markup', place, say(match));
    }
  }
}

/** Reports links and emphasis that a text shows as signs. What its author escaped is meant. */
export function refuseStraySigns(node: Text, report: Report): void {
  const { start, end } = node.position ?? {};
  const length = (end?.offset ?? 0) - (start?.offset ?? 0);
  if (length !== node.value.length) return;
  for (const { pattern, say } of within) {
    const match = pattern.exec(node.value);
    if (match === null) continue;
    const before = node.value.slice(0, match.index).split('\n');
    const { line, column } = placeOf(node);
    const at = before.length === 1 ? column + match.index : (before.at(-1)?.length ?? 0) + 1;
    report.error('stray-markup', { line: line + before.length - 1, column: at }, say(match));
  }
}
