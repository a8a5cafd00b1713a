import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { listSourceFiles } from '#tests/support/source-files.ts';
import { fixtureFolder } from './fixture-course.ts';

/** Every message that the check can write, found in its source, must be written about a file of the broken courses. */

const folder = 'app/features/curriculum';

const shown = readdirSync(fixtureFolder('.'))
  .filter((name) => name.startsWith('broken-'))
  .flatMap((name) =>
    readFileSync(join(fixtureFolder(name), 'expected.txt'), 'utf8')
      .trimEnd()
      .split('\n'),
  );

/** Written only where a file or a machine misbehaves in ways a repository cannot hold; tested in problems.test.ts. */
const elsewhere = [
  'this folder cannot be read',
  'could not be compiled on this machine',
  'this file has … kB',
  'it holds zero bytes',
  'this file is not UTF-8 text',
  'this file cannot be read',
  'this is no file; put a file there',
  'this file is empty',
  'this course has no modules',
  'this YAML cannot be read',
  // Texts too large to be kept: limits.test.ts, and workshop.test.ts.
  '; … is the most.',
  'so it was given up',
  'sources.yml cannot be read',
  'glossary.yml cannot be read',
  // Depends on the academy's time zone.
  'go forward past',
];

type Message = { text: string; pattern: RegExp };

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The texts an expression can be, with `…` for what is filled in; none if it is not written out. */
function textsOf(node: ts.Expression): Message[] {
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  if (ts.isConditionalExpression(node))
    return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return [{ text: node.text, pattern: new RegExp(escaped(node.text)) }];
  }
  if (!ts.isTemplateExpression(node)) return [];
  const { head, templateSpans } = node;
  const pieces = [head.text, ...templateSpans.map(({ literal }) => literal.text)];
  return [{ text: pieces.join('…'), pattern: new RegExp(pieces.map(escaped).join('.*')) }];
}

function messagesIn(file: string): Message[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Message[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node)) {
      const { expression, arguments: values } = node;
      const name = ts.isPropertyAccessExpression(expression)
        ? expression.name.text
        : expression.getText();
      const message =
        name === 'error' || name === 'warning'
          ? values[2]
          : name === 'fail'
            ? values[0]
            : undefined;
      if (message !== undefined) found.push(...textsOf(message));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const messages = listSourceFiles(folder)
  // The rules of good content have fixtures of their own.
  .filter(({ path }) => path.endsWith('.server.ts') && !path.includes('/quality'))
  .flatMap(({ path }) => messagesIn(path))
  .filter(({ text }) => text.includes(' '));

test('messages are found in the source', () => {
  expect(messages.length).toBeGreaterThan(120);
  expect(messages.map(({ text }) => text)).toContain('this row is empty; fill it or remove it.');
});

test('every message is shown by a broken course', () => {
  const missing = messages
    .filter(({ pattern }) => !shown.some((line) => pattern.test(line)))
    .map(({ text }) => text)
    .filter((text) => !elsewhere.some((start) => text.includes(start)));
  expect(missing).toEqual([]);
});
