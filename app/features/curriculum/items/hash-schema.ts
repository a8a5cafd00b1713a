import { z } from 'zod';

/**
 * Marks of fields that a revision's id leaves out. Every field counts unless its schema is marked here, in the schema of
 * the thing that has it. `with its default`: a mark for fields that came after the first revisions were stored.
 */
export const leftOut = z.registry<{ when: 'always' | 'with its default' }>();

/** A field that is newer than stored revisions: its default says no more than its absence did, so it leaves their ids alone. */
export function later<T extends z.ZodDefault>(field: T): T {
  leftOut.add(field, { when: 'with its default' });
  return field;
}

/** A field that says when a text takes force, which is no part of what the text says. */
export function timing<T extends z.ZodType>(field: T): T {
  leftOut.add(field, { when: 'always' });
  return field;
}
