import type { Area, Picture } from './schema.ts';

/** Places in a picture: how they are written, and whether a finger finds them. Pure: no I/O. */

/** A place as authors write it, behind the words of an option. */
export const areaExample = '(left 62%, top 40%, width 12%, height 20%)';

const lastBracket = /\s*\(([^()]*)\)?\s*$/;
const aside = /\b(?:left|top|width|height)\b[\s:=]*-?\d/gi;
const exact = /^left (\d{1,3})%, top (\d{1,3})%, width (\d{1,3})%, height (\d{1,3})%$/i;

/**
 * Cuts the place off the words of an option; null where there is none. `area` null: it was meant as one and cannot be
 * read. Two of the four names, each with a number, are meant as one; a bracket of a sentence has hardly both.
 */
export function cutArea(text: string): { words: string; area: Area | null } | null {
  const bracket = lastBracket.exec(text);
  const [, inside = ''] = bracket ?? [];
  if (bracket === null || (inside.match(aside) ?? []).length < 2) return null;
  const sides = exact.exec(inside.replace(/\s+/g, ' ').trim())?.slice(1).map(Number);
  const [left = 0, top = 0, width = 0, height = 0] = sides ?? [];
  const words = text.slice(0, bracket.index);
  return { words, area: sides ? { left, top, width, height } : null };
}

/** Whether a place has an extent and lies within the picture. */
export function isWithin({ left, top, width, height }: Area): boolean {
  return width > 0 && height > 0 && left + width <= 100 && top + height <= 100;
}

/** Whether a tap could mean both. Places may share an edge. */
export function overlap(one: Area, other: Area): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}

/** What a card leaves for a picture on a phone 390 pixels wide, and the least that a finger hits (WCAG 2.2, 2.5.8). */
const phoneWidth = 320;
const fingertip = 24;

/** The least width and height of a place in a picture of this size, in whole percent. */
export function toLeastArea({ width, height }: Pick<Picture, 'width' | 'height'>) {
  const scale = Math.min(1, phoneWidth / width);
  const least = (side: number) => Math.ceil((100 * fingertip) / (side * scale));
  return { width: least(width), height: least(height) };
}

/** Places in the order in which eyes and arrow keys go through them, whatever was written first: by rows, from the left. */
export function inReadingOrder<T extends { area: Area }>(places: readonly T[]): T[] {
  const rows: T[][] = [];
  const down = places.toSorted((one, other) => one.area.top - other.area.top || byLeft(one, other));
  for (const place of down) {
    const row = rows.at(-1);
    const first = row?.[0]?.area;
    const middle = place.area.top + place.area.height / 2;
    if (row && first && middle < first.top + first.height) row.push(place);
    else rows.push([place]);
  }
  return rows.flatMap((row) => row.sort(byLeft));
}

const byLeft = (one: { area: Area }, other: { area: Area }) => one.area.left - other.area.left;
