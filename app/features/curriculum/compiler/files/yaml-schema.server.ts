import type { z } from 'zod';
import { fileStart, type Report } from './problems.server.ts';
import { didYouMean, nearest } from './spelling.server.ts';
import type { YamlText } from './yaml-text.server.ts';

/** What a value should have been, with an example, by name of the key. */
export const examples: Record<string, string> = {
  id: 'id: listening-under-pressure',
  title: 'title: Listening under pressure',
  summary: 'summary: One or two sentences on what a cadet takes away.',
  minutes: 'minutes: 30',
  practiceMinutes: 'practiceMinutes: 15',
  lastReviewed: 'lastReviewed: 2026-01-31',
  objectives: 'objectives: [{ id: name-habits, text: Name the four habits. }]',
  sources: 'sources: [skogan-2006]',
  passMark: 'passMark: 80',
  attempts: 'attempts: 3',
  requiresQuiz: 'requiresQuiz: true',
  evidence: 'evidence: trial',
  verified: 'verified: false',
  limits: 'limits: What this source does not show, in one sentence.',
  accessed: 'accessed: 2026-01-31',
  url: 'url: https://example.org/report',
  year: 'year: 2006',
  authors: 'authors: Skogan, W. G.',
  waitHours: 'waitHours: 12',
  timeLimitMinutes: 'timeLimitMinutes: 30',
  draw: 'draw: 10',
  blueprint: 'blueprint: [{ objective: name-habits, items: 2 }]',
  items: 'items: 2',
  unseenFirst: 'unseenFirst: true',
  practice: 'practice: true',
  remediation: 'remediation: [listening-under-pressure]',
  lessons: 'lessons: [listening-under-pressure]',
  answers: 'answers: [Disagree, Neither, Agree]',
  edition: 'edition: 2',
  change: 'change: wording',
  releaseAt: 'releaseAt: 2026-12-01T08:00',
  draft: 'draft: true',
  leastTime: 'leastTime: 50',
  rereadOn: 'rereadOn: [substantive, legal]',
  room: 'room: A room with a table that can be a counter.',
  kit: 'kit: [A watch]',
  safety: 'safety: [Agree on a stop word.]',
  listenFor: 'listenFor: [Who speaks first., Who waits.]',
  field: 'field: [Call one person back by the hour you gave.]',
  credit: 'credit: { online: supplemental, practice: supplemental }',
  crosswalk: 'crosswalk: { name-habits: { post: none } }',
  note: 'note: What was read of it, and what was not.',
};

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys',
  record: 'a block of keys',
};

type Path = readonly PropertyKey[];

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return value !== null && typeof value === 'object';
}

/** The schema inside `optional`, `default`, `nullable` and the like; lists stay as they are. */
function unwrapped(schema: unknown): unknown {
  let inner = schema;
  while (isRecord(inner) && typeof inner.unwrap === 'function' && !('element' in inner)) {
    inner = inner.unwrap();
  }
  return inner;
}

/** Keys an object schema knows at a path. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let current = unwrapped(schema);
  for (const part of path) {
    if (!isRecord(current)) return [];
    if (typeof part === 'number') current = unwrapped(current.element);
    else current = isRecord(current.shape) ? unwrapped(current.shape[part]) : null;
  }
  return isRecord(current) && isRecord(current.shape) ? Object.keys(current.shape) : [];
}

/** A line that is right in place of a value of a wrong type: as near to what was written as can be, or the example. */
function rightLine(
  key: string,
  issue: z.core.$ZodIssue,
  written: string | null,
): string | undefined {
  const example = examples[key];
  if (issue.code !== 'invalid_type') return example;
  const start = issue.path.at(-1) === key ? `${key}: ` : '- ';
  if (issue.expected === 'string' && written) return `${start}${JSON.stringify(written)}`;
  if (issue.expected !== 'array' || example?.startsWith(`${key}: [{`)) return example;
  const value = written || (example?.slice(key.length + 2) ?? '');
  return value.startsWith('[') ? `${key}: ${value}` : `${key}: [${JSON.stringify(value)}]`;
}

function describeIssue(
  issue: z.core.$ZodIssue,
  missing: boolean,
  written: string | null = null,
): string {
  const key = issue.path.findLast((part) => typeof part === 'string');
  const name = typeof key === 'string' ? `\`${key}\`` : 'this';
  const example = typeof key === 'string' ? rightLine(key, issue, written) : undefined;
  const write = example === undefined ? '' : `; write \`${example}\``;
  switch (issue.code) {
    case 'invalid_type':
      if (missing)
        return `${name} is missing${example === undefined ? '' : `: add \`${example}\``}`;
      return `${name} must be ${typeNames[issue.expected] ?? issue.expected}${write}`;
    case 'too_small':
    case 'too_big': {
      const bound =
        issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
      if (issue.origin === 'string') return `${name} must have ${bound} characters`;
      if (issue.origin === 'array') {
        const one = (issue.code === 'too_small' ? issue.minimum : issue.maximum) === 1;
        return `${name} must have ${bound} ${one ? 'entry' : 'entries'}${write}`;
      }
      return `${name} must be ${bound}`;
    }
    case 'invalid_value':
      return `${name} must be one of ${issue.values.map((value) => `\`${String(value)}\``).join(', ')}`;
    case 'invalid_union':
      return `this part of ${name} cannot be read${write}`;
    case 'invalid_format':
      return `${name}: ${issue.message}`;
    case 'invalid_key':
      return `${name}: ${issue.issues[0]?.message ?? issue.message}`;
    default:
      return `${name}: ${issue.message}`;
  }
}

/** Reports keys nobody asked for and returns those known keys that were only misspelt. */
function reportUnknownKeys(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  yaml: YamlText,
  at: Path,
  what: string,
  report: Report,
): Set<string> {
  const misspelt = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const known = keysAt(schema, issue.path);
    for (const key of issue.keys) {
      const near = nearest(key, known);
      if (near !== null) misspelt.add([...issue.path, near].join('.'));
      report.error(
        'unknown-key',
        yaml.placeOf([...at, ...issue.path, key]),
        `\`${key}\` is not a key of ${what}.${didYouMean(key, known) || ` Known keys: ${known.join(', ')}.`}`,
      );
    }
  }
  return misspelt;
}

/**
 * Checks a YAML text against a schema and reports every difference at its key.
 * @param what the thing in the author's words, as `a lesson`
 * @param at the part of the text to check (empty: all of it)
 * @returns the parsed value, or null if something is wrong
 */
export function checkYaml<T>(
  schema: z.ZodType<T>,
  yaml: YamlText,
  what: string,
  report: Report,
  at: Path = [],
): T | null {
  let value: unknown = yaml.value;
  for (const part of at) value = isRecord(value) ? value[part] : undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const misspelt = reportUnknownKeys(issues, schema, yaml, at, what, report);
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') continue;
    const path = [...at, ...issue.path];
    const missing = issue.code === 'invalid_type' && !yaml.has(path);
    // A misspelt key is reported once, as unknown with its suggestion, and not as missing too.
    if (missing && misspelt.has(issue.path.join('.'))) continue;
    report.error(
      missing ? 'missing-key' : 'bad-value',
      path.length === 0 ? fileStart : yaml.placeOf(path),
      describeIssue(issue, missing, yaml.writtenAt(path)),
    );
  }
  return null;
}
