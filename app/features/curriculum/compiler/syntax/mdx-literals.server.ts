import type { Program } from 'estree-jsx';

/**
 * The plain value of an expression in braces: text, a number, true or false; `comment` if it holds nothing but a
 * comment; null if it is code.
 */
export function literalOf(
  program: Program | null | undefined,
): string | number | boolean | 'comment' | null {
  if (program === null || program === undefined) return null;
  if (program.body.length === 0) return 'comment';
  const statement = program.body[0];
  if (program.body.length !== 1 || statement?.type !== 'ExpressionStatement') return null;
  const { expression } = statement;
  if (expression.type !== 'Literal') return null;
  const { value } = expression;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : null;
}
