import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { canonicalJson, sha256 } from '#app/features/curriculum/compiler/files/hash.server.ts';
import { createReport } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { shownPath, type Table } from '#app/features/curriculum/compiler/files/tables.server.ts';
import { readTextFile } from '#app/features/curriculum/compiler/files/text-file.server.ts';
import type { Source, Term } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { KitEntry, Standard } from '#app/features/curriculum/courses/kit-schema.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { type AssetLookup, findAsset } from './assets.server.ts';
import { type AssetUse, isFor, isSound } from './file-kinds.server.ts';

/** A text beside the lessons: a transcript or a local rule. */
type TextLookup = { file: string; text: string | null; problems: ContentProblem[] };

/** What a course has for those who teach it in a room; records with errors left out. */
export type Teaching = { kit: Record<string, KitEntry>; standards: Record<string, Standard> };

/** A local rule as found. `isExample`: one of the demo academy's, which is nobody's law. */
type RuleLookup = TextLookup & { isExample: boolean };

/** Where a local rule stands. `path` absolute, `file` as authors see it. */
type RuleFile = { path: string; file: string; isExample: boolean };

/**
 * Everything a file of a course may refer to outside itself. Every look-up is remembered, so that a compiled file can
 * say what it was made from.
 */
export type Library = {
  readonly sourceIds: readonly string[];
  readonly termIds: readonly string[];
  readonly sourcesReadable: boolean;
  readonly termsReadable: boolean;
  readonly linkPaths: readonly string[];
  /** undefined: no such record; null: it has errors of its own. */
  source(id: string): Source | null | undefined;
  term(id: string): Term | null | undefined;
  teaching(): Teaching;
  /** The academy's own text for a local rule; null: it has not written one. */
  localRule(id: string): Promise<RuleLookup | null>;
  /** The address of a lesson, quiz or module file, by its path in the course's folder; null: no such file. */
  link(path: string): string | null;
  asset(path: string, use: AssetUse): Promise<AssetLookup>;
  text(path: string): Promise<TextLookup>;
  /** Names of recordings and captions in a folder, by its path in the course's folder: lines find theirs by name. */
  recordings(path: string): Promise<string[]>;
  /** What was looked up so far, as key to digest of what was found. */
  lookups(): Promise<Record<string, string>>;
};

/** What a course offers to its files. Paths absolute, but for `shownAs`: the course's folder as authors see it. */
export type CourseShelf = {
  folder: string;
  shownAs: string;
  localRules: ReadonlyMap<string, RuleFile>;
  sources: Table<Source>;
  terms: Table<Term>;
  kit: Table<KitEntry>;
  standards: Table<Standard>;
  links: ReadonlyMap<string, string>;
  assetDirectory: string | null;
};

async function readText(folder: string, name: string, file: string): Promise<TextLookup> {
  const report = createReport(file);
  const text = await readTextFile(folder, name, report, { required: false });
  return { file, text, problems: report.problems };
}

/** What stands behind a look-up key now, as a digest; assets are copied to the site on the way. */
async function digestOf(shelf: CourseShelf, key: string): Promise<string> {
  const [kind = '', name = '', use = ''] = key.split('\n');
  const library = openLibrary(shelf);
  const find = async (): Promise<unknown> => {
    if (kind === 'source') return library.source(name) ?? null;
    if (kind === 'term') return library.term(name) ?? null;
    if (kind === 'teaching') return library.teaching();
    if (kind === 'rule') {
      const rule = await library.localRule(name);
      return rule?.isExample ? { example: rule.text } : (rule?.text ?? null);
    }
    if (kind === 'link') return library.link(name);
    if (kind === 'text') return (await library.text(name)).text;
    if (kind === 'recordings') return library.recordings(name);
    return library.asset(name, use as AssetUse);
  };
  return sha256(canonicalJson(await find())).slice(0, 16);
}

/** Whether everything that was looked up once would be found the same now. Unequal also if a copy cannot be made. */
export async function isUnchanged(
  shelf: CourseShelf,
  lookups: Readonly<Record<string, string>>,
): Promise<boolean> {
  for (const [key, digest] of Object.entries(lookups)) {
    if ((await digestOf(shelf, key)) !== digest) return false;
  }
  return true;
}

function validOf<T>({ records }: Table<T>): Record<string, T> {
  return Object.fromEntries(
    [...records].flatMap(([id, record]) => (record === null ? [] : [[id, record]])),
  );
}

/** A library over a course's shelf with an empty memory of look-ups. */
export function openLibrary(shelf: CourseShelf): Library {
  const keys = new Set<string>();
  const note = (...parts: string[]) => keys.add(parts.join('\n'));
  return {
    sourceIds: [...shelf.sources.records.keys()],
    termIds: [...shelf.terms.records.keys()],
    sourcesReadable: shelf.sources.readable,
    termsReadable: shelf.terms.readable,
    linkPaths: [...shelf.links.keys()],
    source(id) {
      note('source', id);
      return shelf.sources.records.get(id);
    },
    term(id) {
      note('term', id);
      return shelf.terms.records.get(id);
    },
    teaching() {
      note('teaching');
      return { kit: validOf(shelf.kit), standards: validOf(shelf.standards) };
    },
    async localRule(id) {
      note('rule', id);
      const rule = shelf.localRules.get(id);
      if (rule === undefined) return null;
      const { path, file, isExample } = rule;
      return { ...(await readText(dirname(path), basename(path), file)), isExample };
    },
    link(path) {
      note('link', path);
      return shelf.links.get(path) ?? null;
    },
    asset(path, use) {
      note('asset', path, use);
      return findAsset(shelf.folder, path, use, shelf.assetDirectory);
    },
    text(path) {
      note('text', path);
      return readText(shelf.folder, path, shownPath({ path: shelf.shownAs }, path));
    },
    async recordings(path) {
      note('recordings', path);
      const names = await readdir(join(shelf.folder, path)).catch((): string[] => []);
      return names.filter((name) => isSound(name) || isFor(name, 'captions')).sort();
    },
    async lookups() {
      const pairs: [string, string][] = [];
      for (const key of [...keys].sort()) pairs.push([key, await digestOf(shelf, key)]);
      return Object.fromEntries(pairs);
    },
  };
}
