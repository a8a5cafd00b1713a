/** Reading a number as people type it. Pure: no I/O. */

const tokens = /(?<![\p{L}\p{N}])[+-]?(?:\p{Nd}+(?:[.,'’]\p{Nd}+)*|[.,]\p{Nd}+)/gu;

// Typed minus signs, and the spaces that separate thousands: '12 000'.
function toPlain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[−–]/g, '-')
    .replace(/(\d)\s+(?=\d{3}(?!\d))/g, '$1')
    .replace(/([+-])\s+(?=[\d.,])/g, '$1');
}

/**
 * What a typed number may mean. Point and comma are both decimal marks; where one of them may as well separate thousands
 * ('1,200') both readings are given. Words, units, percent and currency signs around the number are ignored. Empty when
 * there is no number, more than one, or a fraction such as '1/2'.
 */
export function readNumber(text: string): number[] {
  const plain = toPlain(text);
  if (/\d\s*[/⁄]\s*\d/.test(plain)) return [];
  const found = plain.match(tokens) ?? [];
  const [token] = found;
  // Digits left over belong to something that is no number: '1e3', 'B12'.
  const digits = (list: string) => list.replace(/\P{Nd}/gu, '').length;
  if (!token || found.length > 1 || digits(plain) !== digits(token)) return [];
  const readings = readToken(token).filter(Number.isFinite);
  return [...new Set(readings)];
}

function readToken(token: string): number[] {
  const marks = token.match(/[.,'’]/g) ?? [];
  const whole = Number(token.replace(/[.,'’]/g, ''));
  if (marks.length === 0) return [whole];
  const last = Math.max(token.lastIndexOf('.'), token.lastIndexOf(','));
  const decimal = Number(
    `${token.slice(0, last).replace(/[.,'’]/g, '')}.${token.slice(last + 1).replace(/['’]/g, '')}`,
  );
  const grouped = /^[+-]?[1-9]\d{0,2}(?:[.,'’]\d{3})+$/.test(token);
  const oneKind = new Set(marks).size === 1;
  // '1,200,000' can only be grouped, "1'200" too; '1.200,5' only a decimal.
  if (oneKind && grouped)
    return marks.length > 1 || /['’]/.test(token) ? [whole] : [decimal, whole];
  const mark = token[last] ?? '';
  return marks.filter((one) => one === mark).length === 1 ? [decimal] : [];
}

/** Whether a value lies in a range, ends included, beyond what a double cannot hold of 14 ± 0.1. */
export function isWithin(value: number, { min, max }: { min: number; max: number }): boolean {
  const slack = 1e-9 * Math.max(1, Math.abs(min), Math.abs(max));
  return value >= min - slack && value <= max + slack;
}

/** Why a typed text is not read as a number, in words for the reader; null when it is, or nothing was typed. */
export function findNumberProblem(text: string): string | null {
  if (text.trim() === '' || readNumber(text).length > 0) return null;
  if (/\d\s*[/⁄]\s*\d/.test(text.normalize('NFKC')))
    return 'Write the number with a decimal mark, such as 0.5; fractions are not read.';
  return 'Write one number, such as 14 or 2.5.';
}
