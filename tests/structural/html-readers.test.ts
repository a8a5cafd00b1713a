import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/**
 * HTML is read by a parser: in the compiler, and beyond it by `courses/html-rules.ts` alone. A regular expression takes
 * the `>` of an attribute for the end of a tag, and a comment for text. So outside the compiler none speaks of `<`, but
 * for those that read something else.
 */
const compiler = 'app/features/curriculum/compiler/';

const readsOther: Readonly<Record<string, string>> = {
  'app/features/progress/grid-body-rules.ts': 'text to be escaped',
  'app/features/curriculum/quality/rubrics.server.ts': 'what an author wrote, line by line',
  'app/http/stored-file.server.ts': 'signs that no name of a file may have',
  'app/features/people/cohorts/roster-line-rules.ts': 'addresses such as Ann Lee <ann@example.org>',
};

/** The regular expressions of a source that have a `<` which is none of their own signs (`(?<name>`, `(?<=`, `(?<!`). */
function listTagPatterns(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  function look(node: ts.Node): void {
    const isPattern = ts.isRegularExpressionLiteral(node);
    if (isPattern && node.text.replace(/\(\?<|\\k</g, '').includes('<')) found.push(node.text);
    ts.forEachChild(node, look);
  }
  look(source);
  return found;
}

test('no regular expression reads HTML outside the compiler', () => {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .map((file) => join('app', file))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|generated/.test(file))
    .filter((file) => !file.startsWith(compiler));
  const found = files.flatMap((file) =>
    listTagPatterns(file, readFileSync(file, 'utf8')).map((pattern) => ({ file, pattern })),
  );
  const html = found.filter(({ file }) => !(file in readsOther));
  if (html.length > 0)
    throw new Error(
      `Ask courses/html-rules.ts, which has a parser; or say in this test what else is read:\n${html.map(({ file, pattern }) => `${file}: ${pattern}`).join('\n')}`,
    );
  expect(Object.keys(readsOther).filter((file) => !found.some((one) => one.file === file))).toEqual(
    [],
  );
});

test('a pattern of tags is told from signs of a pattern', () => {
  const text = String.raw`const a = [/<p>(.*)<\/p>/, /(?<year>\d+)\k<year>(?<!x)(?<=y)/, /a > b/]; const c = a < b;`;
  expect(listTagPatterns('sample.ts', text)).toEqual([String.raw`/<p>(.*)<\/p>/`]);
});
