import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Scalar,
  visit,
  type YAMLParseError,
} from 'yaml';
import type { Place, Report } from './problems.server.ts';
import { checkYamlLimits, readNested } from './text-limits.server.ts';

/** A parsed YAML text that knows where each of its values stands. */
export type YamlText = {
  value: unknown;
  /** Where a path's last known key or entry stands. */
  placeOf(path: readonly PropertyKey[]): Place;
  /** Whether the path is there at all (a key with an empty value is). */
  has(path: readonly PropertyKey[]): boolean;
  /** A value without quotes as it is written: `007`; null where there is none. */
  writtenAt(path: readonly PropertyKey[]): string | null;
};

const yamlMessages: Record<string, string> = {
  TAB_AS_INDENT: 'a tab indents this line; YAML wants spaces (two a level)',
  DUPLICATE_KEY: 'this key is given twice; keep one of them',
  BAD_INDENT: 'the indentation does not fit the lines above; use two spaces a level',
  MISSING_CHAR: 'something is not closed here: look for a missing quote, bracket or colon',
  MULTILINE_IMPLICIT_KEY: 'this line is not `key: value`; is its colon missing?',
};

/** Codes of errors that signs within a value cause, and that quotes around it mend. */
const valueCodes = new Set([
  'BAD_ALIAS',
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'BLOCK_AS_IMPLICIT_KEY',
  'UNEXPECTED_TOKEN',
]);

function describeYamlError(code: string, message: string, line: string): string {
  const known = yamlMessages[code];
  if (known !== undefined) return known;
  if (/tab/i.test(message)) return yamlMessages.TAB_AS_INDENT ?? message;
  const quoted = valueCodes.has(code) ? inQuotes(line) : null;
  if (quoted !== null)
    return `signs in this value mean something else in YAML; put the whole value in quotes: \`${quoted}\``;
  return `this is not valid YAML: ${message}`;
}

/** A line `key: value` or `- value` with all of its value in quotes; null if it is none, or if the value is a list or block. */
function inQuotes(line: string): string | null {
  const [, start, value = ''] = /^(\s*(?:- +)?(?:[\w-]+: +)?)(\S.*?)\s*$/.exec(line) ?? [];
  if (!start?.trim() || /^[[{]|^[|>][-+\d]*$/.test(value)) return null;
  return `${start.trimStart()}${JSON.stringify(value)}`;
}

/** Values that are read by their form, as ids and dates: a comment behind them takes nothing from a reader. */
const hasForm = /^[a-z0-9][a-z0-9:T-]*$/;

/** Why less of a value is read than its author wrote, or null. YAML finds nothing wrong with it. */
function findSwallowed(scalar: Scalar, aliases: ReadonlySet<string>): string | null {
  const { value, comment, tag, anchor, type } = scalar;
  if (type !== Scalar.PLAIN) return null;
  const isText = value === null || (typeof value === 'string' && !hasForm.test(value));
  if (comment && isText)
    return value === null
      ? 'after `#` comes a comment, so this value is empty'
      : `after \` #\` comes a comment, so only \`${value}\` is read`;
  if (tag !== undefined) return `\`${tag}\` is taken for a type, so only \`${value}\` is read`;
  if (anchor !== undefined && !aliases.has(anchor))
    return `\`&${anchor}\` is taken for a name, so only \`${value}\` is read`;
  return null;
}

/**
 * Parses YAML and reports what is wrong with it, each at its place.
 * @param lineOffset lines of the file before this text (frontmatter starts after `---`)
 * @returns null only if nothing usable could be read
 */
export function parseYamlText(text: string, lineOffset: number, report: Report): YamlText | null {
  if (!checkYamlLimits(text, lineOffset, report)) return null;
  const lines = new LineCounter();
  const parse = () => {
    const parsed = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    // The library takes the end of the stack for an error of the text.
    const end = parsed.errors.find(({ message }) => message.includes('call stack'));
    if (end !== undefined) throw new RangeError(end.message);
    return parsed;
  };
  const document = readNested(parse, 1 + lineOffset, report);
  if (document === null) return null;
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: line + lineOffset, column: col };
  };
  const rows = text.split('\n');
  const lineAt = (offset: number) => rows[lines.linePos(offset).line - 1] ?? '';
  for (const error of withoutSequels(document.errors, text)) {
    const [offset] = error.pos;
    const message = describeYamlError(error.code, error.message, lineAt(offset));
    report.error('yaml', placeAt(offset), message);
  }
  const aliases = new Set<string>();
  visit(document, {
    Alias(_key, alias) {
      aliases.add(alias.source);
      const [offset] = alias.range ?? [0];
      if (document.errors.length === 0 && alias.resolve(document) === undefined)
        report.error('yaml', placeAt(offset), describeYamlError('BAD_ALIAS', '', lineAt(offset)));
    },
  });
  visit(document, {
    Scalar(key, scalar) {
      const told = key === 'key' ? null : findSwallowed(scalar, aliases);
      if (told === null || document.errors.length > 0) return;
      const [offset, end] = scalar.range ?? [0, 0];
      const oneLine = lines.linePos(offset).line === lines.linePos(end).line;
      const quoted = oneLine ? inQuotes(lineAt(offset)) : null;
      const write =
        quoted === null ? 'put the whole value in "double quotes"' : `write \`${quoted}\``;
      report.error('yaml', placeAt(offset), `${told}; ${write}.`);
    },
  });

  type Found = { place: Place; whole: boolean; node?: unknown };
  const follow = (path: readonly PropertyKey[]): Found => {
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
    return { place, whole: true, node };
  };

  let value: unknown;
  // What it names is not there, which is reported.
  if (report.hasErrors() && [...aliases].some((name) => !text.includes(`&${name}`))) return null;
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
    writtenAt(path) {
      const { node } = follow(path);
      return isScalar(node) && node.type === Scalar.PLAIN ? (node.source ?? null) : null;
    },
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
