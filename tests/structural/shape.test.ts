import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listSourceFiles } from '#tests/support/source-files.ts';

const app = listSourceFiles('app');
const tests = listSourceFiles('tests');
const lineCount = (text: string) => text.trimEnd().split('\n').length;

describe('the shape of the tree', () => {
  test('no file over 400 lines, no route over 150', () => {
    const long = [...app, ...tests]
      .filter(({ path }) => !path.startsWith('tests/fixtures/'))
      .filter(({ path, text }) => lineCount(text) > (path.startsWith('app/routes/') ? 150 : 400))
      .map(({ path, text }) => `${path}: ${lineCount(text)}`);
    expect(long, 'Two things are in one file: give the second a file of its own.').toEqual([]);
  });

  test('no folder of odds and ends, no barrel files', () => {
    const folders = readdirSync('app', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const drawers = ['utils', 'util', 'helpers', 'services', 'lib', 'common', 'shared', 'misc'];
    const barrels = app.map(({ path }) => path).filter((path) => /\/index\.tsx?$/.test(path));
    expect(
      [...folders.filter((name) => drawers.includes(name)), ...barrels],
      'A file belongs in the room of what it is about, and is imported from there.',
    ).toEqual([]);
  });

  test('file names are kebab-case', () => {
    const odd = app
      .map(({ path }) => path)
      .filter((path) => !path.startsWith('app/routes/'))
      .filter(
        (path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/.test(path.split('/').at(-1) ?? ''),
      );
    expect(odd, 'Name it in small letters with hyphens: `grid-rules.ts`.').toEqual([]);
  });

  test('features use the fixed file names', () => {
    const known =
      /(^|[-/])(schema|rules|words|queries\.server|mutations\.server)\.ts$|\.tsx$|\.(server|client)\.ts$|\.test\.tsx?$/;
    const odd = app.filter(({ path }) => path.startsWith('app/features/') && !known.test(path));
    expect(
      odd.map(({ path }) => path),
      'A decision belongs in `<noun>-rules.ts`, a part of the server in `<noun>.server.ts`; docs/architecture.md has all names.',
    ).toEqual([]);
  });

  /** The text from `start`, just behind an opening bracket, to the one that closes it. */
  function readParameters(text: string, start: number): string {
    let depth = 1;
    let end = start;
    for (; depth > 0 && end < text.length; end += 1)
      depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
    return text.slice(start, end - 1);
  }

  test('every change takes a `Change` first, after the transaction it is part of', () => {
    const head = /^export (?:async )?function (\w+)(?:<[^(]*>)?\(/gm;
    const first = /^\s*(?:tx: Tx,\s*)?(?:\w+|\{[^}]*\}): Change\b/;
    const mutations = app
      .filter(({ path }) => path.endsWith('mutations.server.ts'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(head)].map((match) => {
          const parameters = readParameters(text, match.index + match[0].length);
          return { name: `${path}: ${match[1]}`, parameters };
        }),
      )
      .filter(({ parameters }) => /:\s*(?:Actor|Change|Pick<Actor)\b/.test(parameters));
    expect(mutations.length).toBeGreaterThan(30);
    const bad = mutations.filter(({ parameters }) => !first.test(parameters));
    expect(
      bad.map(({ name }) => name),
      'Its first parameter is a `Change` (app/auth/change.ts).',
    ).toEqual([]);
  });

  test('no `any`, no double assertion, no silenced compiler', () => {
    const loose =
      /:\s*any\b|\bas any\b|<any>|as unknown as|@ts-ignore|@ts-nocheck|@ts-expect-error/;
    const bad = [...app, ...tests].filter(
      ({ path, text }) => path !== 'tests/structural/shape.test.ts' && loose.test(text),
    );
    expect(bad.map(({ path }) => path)).toEqual([]);
  });

  test('a docstring says more than the name', () => {
    const empty = app
      .filter(({ path }) => !/\.test\.tsx?$/.test(path))
      .flatMap(({ path, text }) =>
        listEmptyDocstrings(text).map(
          (name) => `${path}: ${name}. Say shapes, units, errors or the source, or delete it.`,
        ),
      );
    expect(empty).toEqual([]);
  });

  test('an empty docstring is known by its words, a telling one too', () => {
    const text = `
      /** The readers of a cohort's rows. */
      export function readCohortRows() {}
      /** Reads the cohort's rows, newest first. */
      export function readCohortRows() {}
      /** A width, in pixels. */
      export const width = 3;
      /** The page's heading. */
      export const PageHeading = 3;`;
    expect(listEmptyDocstrings(text.replace(/^ {6}/gm, ''))).toEqual([
      'readCohortRows',
      'PageHeading',
    ]);
  });
});

/** Names of what is exported below a docstring that has no word but those of the name. */
function listEmptyDocstrings(text: string): string[] {
  const documented =
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:async )?(?:function\*?|const|class|type) (\w+)/g;
  return [...text.matchAll(documented)].flatMap(([, docstring = '', name = '']) => {
    const known = listStems(name.replace(/([A-Z])/g, ' $1'));
    const said = listStems(docstring.replace(/['’]s\b/g, '')).filter((stem) => !filler.has(stem));
    return said.every((stem) => known.includes(stem)) ? [name] : [];
  });
}

const filler = new Set(
  'a an the of for to in on at by with from and or is are be ha it thi that what which who how one each every all'.split(
    ' ',
  ),
);

/** Words in lower case without their endings, near enough to tell 'reads' from 'rows' and not from 'reader'. */
function listStems(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.map((word) => word.replace(/(?<=\w{3})(ers?|ing|ed|es|s)$|(?<=\w{2})s$/, ''));
}

describe('routes', () => {
  const routes = app.filter(({ path }) => path.startsWith('app/routes/') && path.endsWith('.tsx'));
  const order = [
    'handle',
    'meta',
    'links',
    'headers',
    'loader',
    'action',
    'shouldRevalidate',
    'default',
    'ErrorBoundary',
  ];

  function listExports(text: string): string[] {
    const pattern =
      /^export (?:(default)|(?:const|async function|function) (\w+)|\{[^}]*\bas (\w+)[^}]*\})/gm;
    return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  }

  test.each(routes.map(({ path, text }) => [path, text]))(
    '%s exports what a route may',
    (_path, text) => {
      const names = listExports(text);
      expect(names).toContain('handle');
      expect(names.filter((name) => !order.includes(name))).toEqual([]);
      expect(names).toEqual([...names].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
      expect(text).toMatch(
        /handle = \{ access: '(public|signed-in|learn|teach|author|admin)'(, forms: 'of anyone')?(, taught: true)?(, fileLimit: \w+)? \} satisfies RouteHandle/,
      );
    },
  );

  test('every action reads its form by readIntent, or readFields for the fields of a quiz', () => {
    const bySchema = /\bread(?:Intent|Fields)\(args, /;
    const byHand = /\.formData\(|\.text\(\)|\.json\(\)|parseWithZod|safeParse|\breadForm\b/;
    const bare = ['app/routes/$.tsx', 'app/routes/logout.tsx'];
    const bad = routes.flatMap(({ path, text }) => {
      const at = text.indexOf('export async function action');
      const reads = at < 0 || bare.includes(path) || bySchema.test(text.slice(at));
      return reads && !byHand.test(text) ? [] : [path];
    });
    expect(bad, 'Use readIntent of app/http/forms.server.ts.').toEqual([]);
  });

  test('forms of anyone are taken where nobody is signed in, and nowhere else', () => {
    const open = routes.filter(({ text }) => text.includes("forms: 'of anyone'"));
    expect(open.map(({ path }) => path.replace('app/routes/', ''))).toEqual([
      '$.tsx',
      'activate.tsx',
      'invitations.$token.tsx',
      'login.tsx',
      'login_.code.tsx',
      'login_.forgotten.tsx',
      'logout.tsx',
    ]);
  });

  test.each(
    routes
      .filter(({ text }) => /access: '(learn|teach|author|admin|signed-in)'/.test(text))
      .map(({ path, text }) => [path, text]),
  )('%s guards each loader and action first', (_path, text) => {
    const bodies = [
      ...text.matchAll(/export async function (?:loader|action)\([^)]*\)[^{]*\{\n([^\n]*)/g),
    ];
    const count = [
      ...text.matchAll(/^export (?:async function|function|const) (?:loader|action)\b/gm),
    ].length;
    expect(bodies.length).toBe(count);
    for (const body of bodies)
      expect(body[1]).toMatch(/await require(Permission|User|Cadet)\(args/);
  });
});

describe('forms say whom their page was made for', () => {
  const product = app.filter(({ path }) => !/\.test\.tsx?$/.test(path));
  const listUsers = (pattern: RegExp) =>
    product.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

  test('a form that changes something is a PostForm, and its buttons make it nothing else', () => {
    expect(listUsers(/method=["{']+post|formMethod/i)).toEqual(['app/ui/post-form.tsx']);
  });

  test('a script sends what changes something by post.client.ts', () => {
    expect(listUsers(/method: ['"]POST|sendBeacon\(|XMLHttpRequest/)).toEqual([
      'app/ui/post.client.ts',
    ]);
  });
});
