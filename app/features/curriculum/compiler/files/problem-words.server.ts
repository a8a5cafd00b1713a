/** A text cut to what fits into a message, in straight quotes of its own kind. */
export function excerptOf(text: string, most = 48): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return `\`${flat.length > most ? `${flat.slice(0, most - 1).trimEnd()}…` : flat}\``;
}
