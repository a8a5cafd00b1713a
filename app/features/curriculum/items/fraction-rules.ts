/** Points as fractions of whole numbers: 1/3 + 1/3 + 1/3 is 1, and 80 % is met by exactly 80 %. Pure: no I/O. */

export type Fraction = { num: bigint; den: bigint };

/** No points. */
export const none: Fraction = { num: 0n, den: 1n };

/** All points of one item. */
export const full: Fraction = { num: 1n, den: 1n };

/** So many parts of a whole, never less than none; none of nothing. */
export function share(part: number, whole: number): Fraction {
  return whole > 0 ? { num: BigInt(Math.max(0, part)), den: BigInt(whole) } : none;
}

/** The sum of two fractions. */
export function add(a: Fraction, b: Fraction): Fraction {
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

/** The greater of two fractions. */
export function greater(a: Fraction, b: Fraction): Fraction {
  return a.num * b.den >= b.num * a.den ? a : b;
}

/** A fraction as a number. Long quizzes make denominators beyond what a double holds: whole and rest are taken apart. */
export function toNumber({ num, den }: Fraction): number {
  if (den <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(num) / Number(den);
  const places = 1_000_000_000_000n;
  return Number(num / den) + Number(((num % den) * places) / den) / Number(places);
}
