import { canonicalJson, sha256 } from '#app/features/curriculum/compiler/files/hash.server.ts';
import type { Output } from './output.server.ts';

/**
 * Settings and fields that came after the first revisions were stored, with the value that says no more than their
 * absence: left out of the hash, so that what its author never touched keeps its revision.
 */
const laterDefaults: Readonly<Record<string, string>> = {
  afterDue: '"open"',
  blueprint: 'null',
  choices: '{}',
  columns: 'null',
  draw: 'null',
  explanation: 'null',
  failedAttempts: 'null',
  passages: '[]',
  patterns: '[]',
  practice: 'false',
  range: 'null',
  remediation: '[]',
  tags: '[]',
  targets: '[]',
  timeLimitMinutes: 'null',
  unit: 'null',
  unseenFirst: 'false',
  waitHours: '0',
};

// When a text takes force is no part of what it says.
const whenInForce: ReadonlySet<string> = new Set(['draft', 'releaseAt']);

function withoutLaterDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLaterDefaults);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name, inner]) => !whenInForce.has(name) && laterDefaults[name] !== JSON.stringify(inner),
      )
      .map(([name, inner]) => [name, withoutLaterDefaults(inner)]),
  );
}

/** The id of a revision: a hash of everything a reader or grader could tell apart. When it takes force is none of that. */
export function revisionIdOf(contentId: string, { kind, body, key }: Output): string {
  const all = { kind, contentId, frontmatter: body.frontmatter, body, key };
  return sha256(canonicalJson(withoutLaterDefaults(all)));
}
