import { describe, expect, test } from 'vitest';
import { listSourceFiles, type SourceFile } from '#tests/support/source-files.ts';

const files = listSourceFiles('app');
const isTest = (file: SourceFile) => /\.test\.tsx?$/.test(file.path);
const code = files.filter((file) => !isTest(file));
const inRoutes = (file: SourceFile) => file.path.startsWith('app/routes/');

function offenders(matches: (file: SourceFile) => boolean): string[] {
  return code.filter(matches).map((file) => file.path);
}

describe('import fences', () => {
  test('the files are found', () => {
    expect(code.length).toBeGreaterThan(40);
    expect(code.filter(inRoutes).length).toBeGreaterThan(10);
  });

  test('only the database client imports a generated Prisma client as a value', () => {
    const importsClient = offenders((file) =>
      file.imports.some(({ from, typeOnly }) => from.includes('db/generated') && !typeOnly),
    );
    expect(importsClient).toEqual(['app/db/client.server.ts']);
  });

  test('only auth/lucia.server.ts imports lucia', () => {
    const importsLucia = offenders((file) => file.imports.some(({ from }) => from === 'lucia'));
    expect(importsLucia).toEqual(['app/auth/lucia.server.ts']);
  });

  test('only env.server.ts reads process.env', () => {
    expect(
      offenders((file) => /process\.env/.test(file.text.replace(/`process\.env`/g, ''))),
    ).toEqual(['app/env.server.ts']);
  });

  test('only the curriculum reads CONTENT_DIR', () => {
    const readers = offenders((file) => /CONTENT_DIR/.test(file.text)).filter(
      (path) => !/^app\/(features\/(curriculum|authoring)|commands)\//.test(path),
    );
    expect(readers).toEqual(['app/env.server.ts']);
  });

  test('routes import no database, environment, file system, sessions or other routes', () => {
    const fenced =
      /^(app\/env\.server|node:fs|fs$|lucia|app\/auth\/lucia|app\/routes\/|app\/db\/(?!client))/;
    const bad = code
      .filter((file) => inRoutes(file) && file.path !== 'app/routes/files.$file.tsx')
      .filter((file) => file.imports.some(({ from }) => fenced.test(from)));
    expect(bad.map((file) => file.path)).toEqual([]);
    const usesPrisma = offenders(
      (file) => inRoutes(file) && file.imports.some(({ from }) => from.startsWith('app/db/')),
    );
    expect(usesPrisma).toEqual([]);
  });

  test('browser modules import nothing of the server, of React or of any package', () => {
    const bad = code
      .filter((file) => file.path.endsWith('.client.ts'))
      .flatMap((file) =>
        file.imports
          .filter(
            ({ from, typeOnly }) =>
              !typeOnly && !/^app\/.*(\.client|rules|schema|paths)\.ts$/.test(from),
          )
          .map(({ from }) => `${file.path} -> ${from}`),
      );
    expect(bad).toEqual([]);
  });

  test('no URL is written by hand', () => {
    const url =
      /(?:to|href|action|redirect\()\s*[=(]?\s*[{]?\s*['"`]\/(?:learn|teach|author|admin|login|logout)/;
    expect(offenders((file) => file.path !== 'app/paths.ts' && url.test(file.text))).toEqual([]);
  });
});
