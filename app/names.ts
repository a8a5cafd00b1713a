import { z } from 'zod';

/** Names and addresses that people type: of people, and names of cohorts. Pure: no I/O here. */

/** The characters that come along unseen when text is copied, as Unicode calls them. */
const hiddenNames: Readonly<Record<string, string>> = {
  '\u00ad': 'soft hyphen',
  '\u061c': 'Arabic letter mark',
  '\u200b': 'zero-width space',
  '\u200c': 'zero-width non-joiner',
  '\u200d': 'zero-width joiner',
  '\u200e': 'left-to-right mark',
  '\u200f': 'right-to-left mark',
  '\u202a': 'left-to-right embedding',
  '\u202b': 'right-to-left embedding',
  '\u202c': 'end of embedding',
  '\u202d': 'left-to-right override',
  '\u202e': 'right-to-left override',
  '\u2060': 'word joiner',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'first strong isolate',
  '\u2069': 'end of isolate',
  '\ufeff': 'byte order mark',
};

const hidden = /\p{C}/gu;

// Persian and the scripts of India are not written without joiners: one of them after a letter or mark of a script whose
// letters join is a part of the name. UAX 31, section 2.3, names the places more narrowly.
const joining = [
  'Arabic',
  'Syriac',
  'Nko',
  'Mongolian',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
];
const joiner = new RegExp(
  `[\\u200c\\u200d](?<=[${joining.map((script) => `\\p{Script=${script}}`).join('')}]\\p{Mn}*.)`,
  'gu',
);

const without = (text: string, pattern: RegExp) => text.replace(pattern, '');

/**
 * Where an invisible character stands that has no business in a name or address, as a sentence that names it; null where
 * there is none. Such a character can hide a part of a name, turn it around, or make two that look the same differ.
 * @param allowed characters that may stand where this matches
 */
function whyHidden(text: string, allowed?: RegExp): string | null {
  const spots = new Set(allowed && [...text.matchAll(allowed)].map(({ index }) => index));
  const found = [...text.matchAll(hidden)].filter(({ index }) => !spots.has(index));
  const [first] = found;
  if (!first) return null;
  const [character] = first;
  const before = without(text.slice(0, first.index), hidden).slice(-24);
  const after = without(text.slice(first.index), hidden).slice(0, 24);
  const place =
    before && after
      ? `between “${before}” and “${after}”`
      : before
        ? `after “${before}”`
        : `before “${after}”`;
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  const name = hiddenNames[character];
  const what = name ? `${name}, U+${code}` : `U+${code}`;
  const more = found.length > 1 ? ` There are ${found.length} such characters in all.` : '';
  return `An invisible character (${what}) stands ${place}; it can come along when text is copied.${more} Delete it, or type this by hand.`;
}

/** Text with plain single spaces, none at its ends, in Unicode's composed form (NFC): what looks the same is the same. */
export function toPlainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Z}\t\r\n]+/gu, ' ')
    .trim();
}

// What a reader sees: no blanks, no marks that sit on another character, nothing drawn as nothing.
const visible = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * A name as `toPlainText` makes it. Characters that nobody sees are refused, but for the joiners of scripts that need them.
 * @param messages what to say when there is none, when fewer than `min` characters can be seen, and beyond `max`
 */
export function toNameSchema(
  { min, max }: { min: number; max: number },
  messages: { none: string; short: string; long: string },
) {
  return z
    .string({ error: messages.none })
    .overwrite(toPlainText)
    .max(max, messages.long)
    .refine((name) => (name.match(visible)?.length ?? 0) >= min, messages.short)
    .refine((name) => whyHidden(name, joiner) === null, {
      error: ({ input }) => whyHidden(String(input), joiner) ?? '',
    });
}

/** A person's name as it stands on records. @param none what to say when there is none */
export const toPersonNameSchema = (none: string) =>
  toNameSchema(
    { min: 2, max: 120 },
    { none, short: 'Write the full name.', long: 'Shorten the name to 120 characters.' },
  );

/** A word or two that may be left out: null then. @param max the most characters */
export const toShortTextSchema = (max: number) =>
  z
    .string()
    .overwrite(toPlainText)
    .max(max, `Shorten this to ${max} characters.`)
    .refine((text) => whyHidden(text, joiner) === null, {
      error: ({ input }) => whyHidden(String(input), joiner) ?? '',
    })
    .optional()
    .transform((text) => text || null);

const longestEmail = 254;
const emailForm = z.email();

/** Why the text, trimmed and in lower case, is not an e-mail address, as a sentence; null when it is one. */
export function whyNoEmail(text: string): string | null {
  const unseen = whyHidden(text);
  if (unseen) return unseen;
  if (text.length > longestEmail) return 'That is too long for an e-mail address.';
  if (emailForm.safeParse(text).success) return null;
  return `“${shorten(text)}” is not an e-mail address. Write it as name@example.org.`;
}

/** One e-mail address, in lower case. @param none what to say when there is none */
export function toEmailSchema(none: string) {
  return z
    .string({ error: none })
    .trim()
    .toLowerCase()
    .refine((text) => whyNoEmail(text) === null, {
      error: ({ input }) => whyNoEmail(String(input)) ?? '',
    });
}

const longestNumber = 160;

/**
 * What a person signs in with: their e-mail address, in lower case, or a number that their academy knows them by, with the
 * agency in front where they wrote it. @param none what to say when there is none
 */
export function toSignInNameSchema(none: string) {
  return z
    .string({ error: none })
    .overwrite((text) => (text.includes('@') ? text.trim().toLowerCase() : toPlainText(text)))
    .refine((text) => whyNoSignInName(text) === null, {
      error: ({ input }) => whyNoSignInName(String(input)) ?? '',
    });
}

function whyNoSignInName(text: string): string | null {
  if (text.includes('@')) return whyNoEmail(text);
  if (text.length > longestNumber) return 'That is too long for a badge number.';
  return whyHidden(text);
}

/** The start of a text, for a message that quotes it. */
export const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

// Letters that Unicode does not take apart, though readers who lack the key type the plain letter.
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  ð: 'd',
  ø: 'o',
  þ: 'th',
  đ: 'd',
  ħ: 'h',
  ł: 'l',
  œ: 'oe',
  ŧ: 't',
  ς: 'σ',
};

/**
 * Text as every search compares it and every list of people sorts it: without case, accents, joiners, kinds of space,
 * apostrophe or hyphen, so that `nguyen` finds “Nguyễn”, `simunkova` “ŠIMŮNKOVÁ”, and `dang` “Đặng”.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{Z}\t\r\n]+/gu, ' ')
    .replace(/[\p{M}\p{C}]/gu, '')
    .replace(/[æðøþđħłœŧς]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/[’‘ʼʹ`´′]/g, "'")
    .replace(/\p{Pd}/gu, '-')
    .trim();
}

/** Who of a list shares a name with somebody else in it, as searches compare names: their ids. */
export function findNamesakes(people: readonly { id: string; name: string }[]): Set<string> {
  const ids = new Map<string, Set<string>>();
  for (const { id, name } of people) {
    const folded = foldText(name);
    ids.set(folded, (ids.get(folded) ?? new Set()).add(id));
  }
  return new Set([...ids.values()].flatMap((same) => (same.size > 1 ? [...same] : [])));
}

/** Somebody in a list. */
export type Listed = { name: string; email: string | null; badgeNumber: string | null };

/** What tells a person from others beside the name: the e-mail address, or else the badge number; '' without both. */
export const toKnownBy = ({ email, badgeNumber }: Omit<Listed, 'name'>): string =>
  email ?? (badgeNumber === null ? '' : `badge ${badgeNumber}`);

/** A name beside others: with what `toKnownBy` says where somebody else there has the name too. */
export function toDistinctName(person: Listed, shared: boolean): string {
  const knownBy = shared ? toKnownBy(person) : '';
  return knownBy ? `${person.name} (${knownBy})` : person.name;
}

/** What each of a list is called in it, by id: `toDistinctName` of all. */
export function tellApart(people: readonly (Listed & { id: string })[]): Map<string, string> {
  const namesakes = findNamesakes(people);
  return new Map(
    people.map((person) => [person.id, toDistinctName(person, namesakes.has(person.id))]),
  );
}

const names = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** Orders people by name, as a reader would; the same name by what tells them apart. */
export function byName(a: Listed, b: Listed): number {
  return names.compare(a.name, b.name) || names.compare(toKnownBy(a), toKnownBy(b));
}

/** The columns of an account that follow from the person's name. */
export const toNameColumns = (name: string) => ({ name, foldedName: foldText(name) });
