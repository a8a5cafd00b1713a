/** A number of things in words, as '1 word' and '1,700 words'. */
export function countOf(number: number, word: string): string {
  return `${number.toLocaleString('en-GB')} ${word}${number === 1 ? '' : 's'}`;
}

/** A text cut to what fits into a message, in straight quotes of its own kind. */
export function excerptOf(text: string, most = 48): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return `\`${flat.length > most ? `${flat.slice(0, most - 1).trimEnd()}…` : flat}\``;
}
