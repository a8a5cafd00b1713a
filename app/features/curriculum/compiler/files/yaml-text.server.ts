import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLParseError,
} from 'yaml';
import type { Place, Report } from './problems.server.ts';

/** A parsed YAML text that knows where each of its values stands. */
export type YamlText = {
  value: unknown;
  /** Where a path's last known key or entry stands. */
  placeOf(path: readonly PropertyKey[]): Place;
  /** Whether the path is there at all (a key with an empty value is). */
  has(path: readonly PropertyKey[]): boolean;
};

const yamlMessages: Record<string, string> = {
  TAB_AS_INDENT: 'a tab indents this line; YAML wants spaces (two a level)',
  DUPLICATE_KEY: 'this key is given twice; keep one of them',
  BAD_INDENT: 'the indentation does not fit the lines above; use two spaces a level',
  BLOCK_AS_IMPLICIT_KEY:
    'this value holds a colon and a space; put the whole value in "double quotes"',
  MISSING_CHAR: 'something is not closed here: look for a missing quote, bracket or colon',
  MULTILINE_IMPLICIT_KEY: 'this line is not `key: value`; is its colon missing?',
};

function describeYamlError(code: string, message: string): string {
  const known = yamlMessages[code];
  if (known !== undefined) return known;
  if (/tab/i.test(message)) return yamlMessages.TAB_AS_INDENT ?? message;
  return `this is not valid YAML: ${message}`;
}

/**
 * Parses YAML and reports what is wrong with it, each at its place.
 * @param lineOffset lines of the file before this text (frontmatter starts after `---`)
 * @returns null only if nothing usable could be read
 */
export function parseYamlText(text: string, lineOffset: number, report: Report): YamlText | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: line + lineOffset, column: col };
  };
  for (const error of withoutSequels(document.errors, text)) {
    report.error('yaml', placeAt(error.pos[0]), describeYamlError(error.code, error.message));
  }

  const follow = (path: readonly PropertyKey[]): { place: Place; whole: boolean } => {
    let node: unknown = document.contents;
    let place: Place = { line: lineOffset + 1, column: 1 };
    for (const part of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && item.key.value === part);
        if (pair === undefined) return { place, whole: false };
        place = placeOfNode(pair.key, placeAt) ?? place;
        node = pair.value;
      } else if (isSeq(node) && typeof part === 'number') {
        const item = node.items[part];
        if (item === undefined) return { place, whole: false };
        place = placeOfNode(item, placeAt) ?? place;
        node = item;
      } else {
        return { place, whole: false };
      }
    }
    return { place, whole: true };
  };

  let value: unknown;
  try {
    value = document.toJS();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    report.error(
      'yaml',
      { line: lineOffset + 1, column: 1 },
      `this YAML cannot be read: ${reason}`,
    );
    return null;
  }
  return {
    value,
    placeOf: (path) => follow(path).place,
    has: (path) => follow(path).whole,
  };
}

/**
 * Leaves out what only follows from an earlier error: of those that upset the reading of everything after them, the first
 * is kept, and every tab that is really there.
 */
function withoutSequels(errors: readonly YAMLParseError[], text: string): YAMLParseError[] {
  const indentAt = (offset: number) =>
    /^\s*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
  const isTab = ({ code }: YAMLParseError) => code === 'TAB_AS_INDENT';
  const real = errors.filter((error) => !isTab(error) || indentAt(error.pos[0]).includes('\t'));
  const upsetting = real.find(({ code }) => code !== 'DUPLICATE_KEY');
  return real.filter(
    (error) => error === upsetting || isTab(error) || error.code === 'DUPLICATE_KEY',
  );
}

function placeOfNode(node: unknown, placeAt: (offset: number) => Place): Place | null {
  return isNode(node) && node.range ? placeAt(node.range[0]) : null;
}
