/** A lesson's place for readers, as '1.2', from its position. */
export function toNumber(position: number): string {
  return `${Math.floor(position / 1000)}.${position % 1000}`;
}
