import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listSourceFiles, type SourceFile } from '#tests/support/source-files.ts';
import { findCircles } from './circles.ts';
import {
  compiler,
  compilerStages,
  flatWings,
  floors,
  folderDepths,
  foundations,
  notForCompiler,
  openAcrossRooms,
  openFiles,
  openRooms,
  ownedImports,
  ownedWords,
  tables,
} from './fence-table.ts';
import { listTableUses } from './table-uses.ts';

const code = listSourceFiles('app').filter(({ path }) => !/\.test\.tsx?$/.test(path));

/** Each import between files of ours, and where it is. */
const edges = code.flatMap((file) =>
  file.imports.map(({ from, typeOnly }) => ({ file: file.path, from, typeOnly })),
);
const arrow = ({ file, from }: { file: string; from: string }) => `${file} -> ${from}`;

const wingOf = (path: string) => /^app\/features\/([^/]+)\//.exec(path)?.[1];
const floorOf = (wing: string) => floors.findIndex((floor) => floor.includes(wing));

/** `people/cohorts`; the wing where it is one room; `curriculum/compiler` for all of its stages, `curriculum/items` for all types. */
function roomOf(path: string): string | undefined {
  const wing = wingOf(path);
  if (wing === undefined || flatWings.includes(wing)) return wing;
  return path.split('/').slice(2, 4).join('/');
}

const stageOf = (path: string) =>
  compilerStages.indexOf(path.split(`app/features/${compiler}/`)[1]?.split('/')[0] ?? '');

const foundationOf = (path: string) =>
  Object.keys(foundations).find((name) => path.startsWith(`app/${name}/`));

function expectNone(offenders: readonly string[], advice: string): void {
  expect(offenders, advice).toEqual([]);
}

describe('the page about it', () => {
  const page = readFileSync('docs/architecture.md', 'utf8');

  test('shows the floors and the stages as they are', () => {
    expect(page).toContain(floors.map((floor) => floor.join(', ')).join(' < '));
    expect(page).toContain(compilerStages.join(' < '));
  });

  test('names every wing, every room, and no file that is not there', () => {
    const rooms = new Set(code.flatMap(({ path }) => roomOf(path) ?? []));
    expectNone(
      [...rooms].filter((room) => !page.includes(`${room.split('/').at(-1)}/`)),
      'A room is shown in the tree of docs/architecture.md; a wing is a floor of fence-table.ts too.',
    );
    const files = [...page.matchAll(/`([a-z$._/-]+\/[a-z$._-]+\.tsx?)`/g)].map(
      ([, file = '']) => file,
    );
    expect(files.length).toBeGreaterThan(4);
    const places = ['', 'app/', 'app/features/'];
    expectNone(
      files.filter((file) => !places.some((place) => existsSync(place + file))),
      'docs/architecture.md leads there, and nothing is there.',
    );
  });
});

describe('wings and rooms', () => {
  test('the files are found', () => {
    expect(code.length).toBeGreaterThan(300);
    expect(new Set(code.map(({ path }) => roomOf(path))).size).toBeGreaterThan(15);
  });

  test('every feature file stands in a room of a wing that the fence table knows', () => {
    const known = new Set(floors.flat());
    const lost = code
      .filter(({ path }) => path.startsWith('app/features/'))
      .filter(({ path }) => {
        const [wing = '', ...rest] = path.split('/').slice(2);
        const depths = folderDepths[roomOf(path) ?? ''] ?? [flatWings.includes(wing) ? 1 : 2];
        return !known.has(wing) || !depths.includes(rest.length);
      });
    expectNone(
      lost.map(({ path }) => path),
      'A file belongs in app/features/<wing>/<room>/, or in the wing where the wing is one room (fence-table.ts).',
    );
  });

  test('no wing imports upward, or another one of its floor', () => {
    const bad = edges.filter(({ file, from }) => {
      const [own, other] = [wingOf(file), wingOf(from)];
      return own && other && own !== other && floorOf(other) >= floorOf(own);
    });
    expectNone(
      bad.map(arrow),
      'What two wings need belongs on a floor below both (records, people, curriculum).',
    );
  });

  test('across rooms only schema, rules, queries, mutations, words and components', () => {
    const bad = edges.filter(({ file, from }) => {
      const [own, other] = [roomOf(file), roomOf(from)];
      if (!own || !other || own === other || openAcrossRooms.test(from)) return false;
      return !openRooms[other]?.includes(own);
    });
    expectNone(
      bad.map(arrow),
      'Put what others need into one of the open file names of its room (fence-table.ts, openAcrossRooms).',
    );
  });

  test('features import routes, server and commands never', () => {
    const bad = edges.filter(
      ({ file, from }) => wingOf(file) && /^app\/(routes|server|commands|root)/.test(from),
    );
    expectNone(bad.map(arrow), 'A route calls a feature; a feature knows no route.');
  });

  test('the stages of the compiler come in order, and know no database, request or router', () => {
    const bad = edges.filter(({ file, from, typeOnly }) => {
      if (stageOf(file) < 0) return false;
      return (
        (stageOf(from) > stageOf(file) && stageOf(from) >= 0) ||
        (!typeOnly && notForCompiler.test(from))
      );
    });
    expectNone(bad.map(arrow), `Order of the stages: ${compilerStages.join(', ')}.`);
  });
});

describe('files', () => {
  test('form no circle', () => {
    expectNone(
      findCircles(code).map((circle) => circle.join(' -> ')),
      'Take what both need into a file of its own that imports neither.',
    );
  });

  test('rules and schemas import no component and no value of the server', () => {
    const bad = edges.filter(
      ({ file, from, typeOnly }) =>
        /(^|[-/])(rules|schema|words)\.ts$/.test(file) &&
        (/\.tsx$/.test(from) || (!typeOnly && /\.server\.ts$/.test(from))),
    );
    expectNone(bad.map(arrow), 'Rules decide, components show: move what rules need into rules.');
  });

  test('no queries file reaches a mutation, not even through others', () => {
    const byPath = new Map(code.map((file) => [file.path, file]));
    const isWriter = (path: string) => /mutations\.server\.ts$/.test(path);
    const reached = (file: SourceFile): string[] => {
      const seen = new Set([file.path]);
      const trail = [file];
      for (let next = trail.pop(); next; next = trail.pop())
        for (const { from, typeOnly } of next.imports) {
          const found = byPath.get(from);
          if (typeOnly || !found || seen.has(from)) continue;
          seen.add(from);
          trail.push(found);
        }
      return [...seen].filter(isWriter).map((path) => `${file.path} ... ${path}`);
    };
    expectNone(
      code.filter(({ path }) => /queries\.server\.ts$/.test(path)).flatMap(reached),
      'Reading never writes.',
    );
  });

  test('browser modules import nothing of the server, of React or of any package', () => {
    const bad = edges.filter(
      ({ file, from, typeOnly }) =>
        file.endsWith('.client.ts') &&
        !typeOnly &&
        !/^app\/.*(\.client|rules|schema|words|paths)\.ts$|^app\/(words|time)\//.test(from),
    );
    expectNone(bad.map(arrow), 'What a browser loads is small and ours.');
  });

  test('browser modules reach no package through others either', () => {
    const byPath = new Map(code.map((file) => [file.path, file]));
    const loaded = (file: SourceFile): string[] => {
      const seen = new Set([file.path]);
      for (const path of seen)
        for (const { from, typeOnly } of byPath.get(path)?.imports ?? [])
          if (!typeOnly) seen.add(from);
      return [...seen]
        .filter((path) => !byPath.has(path))
        .map((path) => `${file.path} ... ${path}`);
    };
    const browser = code.filter(({ path }) => path.endsWith('.client.ts'));
    expectNone(browser.flatMap(loaded), 'What a browser loads is small and ours.');
  });
});

describe('foundations', () => {
  test('know what is below them, and no feature', () => {
    const bad = edges.filter(({ file, from }) => {
      const own = foundationOf(file);
      if (!own || !from.startsWith('app/') || openFiles.includes(from)) return false;
      const other = foundationOf(from);
      return other === undefined || (other !== own && !foundations[own]?.includes(other));
    });
    expectNone(bad.map(arrow), 'See `foundations` in fence-table.ts.');
  });

  test('ui holds no component that one feature alone uses; the kinds of form fields are a set', () => {
    const components = code.filter(({ path }) => /^app\/ui\/(?!.*-field).*\.tsx$/.test(path));
    const lonely = components.filter(({ path }) => {
      const users = edges.filter(({ from }) => from === path);
      return users.length === 1 && users.every(({ file }) => wingOf(file) !== undefined);
    });
    expectNone(
      lonely.map(({ path }) => path),
      'A component with one user lives with its user.',
    );
  });

  test('routes import features, ui, auth and http; no database, environment, file system or other route', () => {
    const fenced = /^(app\/env\.server|node:fs|fs$|lucia|app\/auth\/lucia|app\/routes\/|app\/db\/)/;
    const bad = edges.filter(
      ({ file, from }) => file.startsWith('app/routes/') && fenced.test(from),
    );
    expectNone(bad.map(arrow), 'A route guards, parses, calls one feature and answers.');
  });
});

describe('owners', () => {
  test.each(Object.entries(ownedImports))('%s is imported by its owner only', (_what, fence) => {
    const bad = edges.filter(
      ({ file, from, typeOnly }) =>
        !typeOnly && fence.pattern.test(from) && !fence.owners.test(file),
    );
    expectNone(bad.map(arrow), `Only ${fence.owners} may.`);
    expect(edges.some(({ from }) => fence.pattern.test(from))).toBe(true);
  });

  test.each(Object.entries(ownedWords))('%s is read by its owner only', (_what, fence) => {
    const bad = code.filter(({ path, text }) => {
      const bare = text.replace(/\/\*[\s\S]*?\*\/|`process\.env`/g, '');
      return fence.pattern.test(bare) && !fence.owners.test(path);
    });
    expectNone(
      bad.map(({ path }) => path),
      `Only ${fence.owners} may.`,
    );
  });

  test.each(Object.entries(tables))(
    'table %s is written and read by its owners',
    (table, fence) => {
      const uses = code
        .filter(({ path }) => path.startsWith('app/'))
        .flatMap((file) => listTableUses(file).filter((use) => use.table === table));
      expect(uses.length).toBeGreaterThan(0);
      const bad = uses.filter(({ path, kind }) => {
        const owners = kind === 'write' ? fence.writers : fence.readers;
        return owners !== undefined && !owners.test(roomOf(path) ?? path);
      });
      expectNone(
        bad.map(({ path, kind }) => `${path} (${kind})`),
        `Ask the owner of ${table} for what you need.`,
      );
    },
  );

  test('no URL is written by hand', () => {
    const url =
      /(?:to|href|action|redirect\()\s*[=(]?\s*[{]?\s*['"`]\/(?:learn|teach|author|admin|login|logout)/;
    const bad = code.filter(({ path, text }) => path !== 'app/paths.ts' && url.test(text));
    expectNone(
      bad.map(({ path }) => path),
      'URLs are made by app/paths.ts.',
    );
  });
});
