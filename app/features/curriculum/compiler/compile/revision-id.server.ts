import { z } from 'zod';
import { canonicalJson, sha256 } from '#app/features/curriculum/compiler/files/hash.server.ts';
import { bodySchemas } from '#app/features/curriculum/courses/schema.ts';
import { leftOut } from '#app/features/curriculum/items/hash-schema.ts';
import { answerKeySchema } from '#app/features/curriculum/items/schema.ts';
import type { Output } from './output.server.ts';

function isLeftOut(field: z.ZodType, value: unknown): boolean {
  const mark = leftOut.get(field);
  if (mark === undefined) return false;
  return mark.when === 'always' || canonicalJson(value) === canonicalJson(field.parse(undefined));
}

function countFields(shape: Readonly<Record<string, z.ZodType>>, value: object): object {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
      const field = shape[name];
      if (field === undefined) return [[name, inner]];
      return isLeftOut(field, inner) ? [] : [[name, whatCounts(field, inner)]];
    }),
  );
}

/**
 * What of a value counts for the id of its revision: all but what its schema says to leave out (`leftOut`). What a
 * schema does not know counts, and so does all of a value in a schema that is not looked into.
 */
export function whatCounts(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault
  )
    return whatCounts(schema.unwrap(), value);
  if (schema instanceof z.ZodUnion) {
    const fitting = schema.options.find((option) => z.safeParse(option, value).success);
    return fitting === undefined ? value : whatCounts(fitting, value);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((inner) => whatCounts(schema.element, inner));
  if (schema instanceof z.ZodRecord)
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, whatCounts(schema.valueType, inner)]),
    );
  if (schema instanceof z.ZodObject) return countFields(schema.shape, value);
  return value;
}

/** The id of a revision: a hash of everything a reader or grader could tell apart. When it takes force is none of that. */
export function revisionIdOf(
  contentId: string,
  { kind, body: whole, key: secret }: Output,
): string {
  const body = whatCounts(bodySchemas[kind], whole) as { frontmatter: unknown };
  const key = secret === null ? null : whatCounts(answerKeySchema, secret);
  return sha256(canonicalJson({ kind, contentId, frontmatter: body.frontmatter, body, key }));
}
