import { z } from 'zod';

/** Names that people type, of people and of cohorts. Pure: no I/O here. */

const hidden = /\p{C}/u;
// What a reader sees: no blanks, no marks that sit on another character, nothing drawn as nothing.
const visible = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * A name, trimmed and in Unicode's composed form (NFC), so that one that looks the same is the same. Control and format
 * characters are refused: they can hide a part of a name or turn it around.
 * @param messages what to say when there is none, when fewer than `min` characters can be seen, and beyond `max`
 */
export function toNameSchema(
  { min, max }: { min: number; max: number },
  messages: { none: string; short: string; long: string },
) {
  return z
    .string({ error: messages.none })
    .normalize('NFC')
    .trim()
    .max(max, messages.long)
    .refine((name) => (name.match(visible)?.length ?? 0) >= min, messages.short)
    .refine(
      (name) => !hidden.test(name),
      'This holds an invisible character, which can come along when text is copied. Type the name by hand.',
    );
}
