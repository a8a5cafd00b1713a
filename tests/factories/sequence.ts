const numbers = new Map<string, number>();

/** The next number of a kind of thing: 1, 2, 3... in this process. */
export function nextNumber(kind: string): number {
  const number = (numbers.get(kind) ?? 0) + 1;
  numbers.set(kind, number);
  return number;
}
