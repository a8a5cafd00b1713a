import { contentIdSchema } from '#app/features/curriculum/items/id-schema.ts';

/** Names of new files and ids. Pure: no I/O here. */

/** What `npm run content:new` makes. */
export const starterKinds = ['course', 'module', 'lesson', 'quiz', 'practical', 'survey'] as const;
export type StarterKind = (typeof starterKinds)[number];

/** Whether a word is one of the things that can be made. */
export function isStarterKind(word: string | undefined): word is StarterKind {
  return starterKinds.some((kind) => kind === word);
}

const longest = 60;

/** A title as an id: 'Hearing silence, twice' is hearing-silence-twice. Empty if it has no Latin letter or digit. */
export function toSlug(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/['’]/g, '').match(/[a-z0-9]+/g) ?? [];
  let slug = '';
  for (const word of words) {
    if (slug.length + word.length >= longest) break;
    slug = slug === '' ? word : `${slug}-${word}`;
  }
  return slug;
}

/**
 * The id for a title: its words, with a number behind them if that id is taken.
 * @param fallback for titles that no id can be made of
 */
export function freeId(title: string, fallback: string, taken: ReadonlySet<string>): string {
  const slug = toSlug(title);
  const base = contentIdSchema.safeParse(slug).success ? slug : fallback;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** The number for the next thing in a folder, as '04': one more than the highest there is. */
export function nextNumber(names: readonly string[]): string {
  const numbers = names.flatMap((name) => /^(\d+)-/.exec(name)?.[1] ?? []).map(Number);
  return String(Math.max(0, ...numbers) + 1).padStart(2, '0');
}

/** An objective as a starter needs it. `level`: 1 to 6 by its verb, null if its verb is unknown. */
export type StarterObjective = { id: string; text: string; level: number | null };

/**
 * Which objectives the questions of a new quiz are about, one entry a question: two for each, and more for those that
 * ask to apply something, until these are half of all.
 */
export function planQuestions(objectives: readonly StarterObjective[]): StarterObjective[] {
  const asked = objectives.flatMap((objective) => [objective, objective]);
  const applying = objectives.filter(({ level }) => (level ?? 0) >= 3);
  for (let next = 0; applying.length > 0; next += 1) {
    const applied = asked.filter(({ level }) => (level ?? 0) >= 3).length;
    if (applied * 2 >= asked.length) break;
    const objective = applying[next % applying.length];
    if (objective !== undefined) asked.push(objective);
  }
  return asked;
}
