import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** One source file: its path from the project's root, its text, and what it imports. */
export type SourceFile = { path: string; text: string; imports: ImportedModule[] };

/** One import: as a project path where it is ours, else the package's specifier. */
type ImportedModule = { from: string; typeOnly: boolean };

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"();]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

function toProjectPath(importer: string, specifier: string): string {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('#app/')) return bare.replace('#app/', 'app/');
  if (bare.startsWith('#tests/')) return bare.replace('#tests/', 'tests/');
  if (bare.startsWith('.')) return normalize(join(dirname(importer), bare));
  return bare;
}

function readImports(path: string, text: string): ImportedModule[] {
  return [...text.matchAll(importPattern)].map((match) => ({
    from: toProjectPath(path, match[2] ?? match[3] ?? ''),
    typeOnly: Boolean(match[1]),
  }));
}

/** Every TypeScript file below a folder, generated ones left out. */
export function listSourceFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('/generated/'))
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { path, text, imports: readImports(path, text) };
    });
}
