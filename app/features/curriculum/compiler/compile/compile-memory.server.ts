import { LRUCache } from 'lru-cache';
import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import type { CourseShelf } from '#app/features/curriculum/compiler/references/library.server.ts';
import type { Compilation } from './compiler.server.ts';

/**
 * What files were compiled to, in memory, files with errors too. `around`: a text that changes with every file that a
 * page may refer to and that is no page itself (sources, terms, pictures, local rules).
 */
export type CompileMemory = {
  around: string;
  entries: LRUCache<string, { text: string; depends: string; compilation: Compilation }>;
};

/** An empty memory. */
export function createCompileMemory(): CompileMemory {
  return { around: '', entries: new LRUCache({ max: 500 }) };
}

const linkKeys = new WeakMap<CourseShelf['links'], string>();

function linksKey(links: CourseShelf['links']): string {
  const known = linkKeys.get(links);
  if (known !== undefined) return known;
  const key = JSON.stringify([...links]);
  linkKeys.set(links, key);
  return key;
}

/** Compiles a file, unless nothing it may depend on has changed since it was compiled last. Without a memory: always. */
export async function throughMemory(
  memory: CompileMemory | undefined,
  file: ContentFile,
  shelf: CourseShelf,
  compile: () => Promise<{ compilation: Compilation; fresh: boolean }>,
): Promise<{ compilation: Compilation; fresh: boolean }> {
  if (memory === undefined) return compile();
  const { around, entries } = memory;
  const key = `${shelf.folder}\n${file.path}`;
  const depends = `${around}\n${linksKey(shelf.links)}`;
  const entry = entries.get(key);
  if (entry?.text === file.text && entry.depends === depends)
    return { compilation: entry.compilation, fresh: false };
  const result = await compile();
  entries.set(key, { text: file.text, depends, compilation: result.compilation });
  return result;
}
