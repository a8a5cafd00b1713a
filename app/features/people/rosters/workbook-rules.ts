/** Cells of an XLSX sheet, as text. ECMA-376 part 1, 18.3 and 18.8. Pure: no I/O here. */

/** What the format of a cell makes of a number: a day, or digits with zeros in front. */
export type CellStyle = { kind: 'day' } | { kind: 'digits'; count: number } | { kind: 'plain' };

const dayFormats = [14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47];

/** @param id of the number's format @param code of a format that the workbook brings along */
export function toStyle(id: number, code: string | undefined): CellStyle {
  if (dayFormats.includes(id) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
    return { kind: 'day' };
  const bare = (code ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  if (/^0{2,}$/.test(bare)) return { kind: 'digits', count: bare.length };
  return /[dmyhs]/i.test(bare) && !/general/i.test(bare) ? { kind: 'day' } : { kind: 'plain' };
}

const dayLength = 86_400_000;

/** @param cell as the sheet has it: `type` is that of the attribute `t`, 'n' where there is none */
export function readCellValue(cell: {
  type: string;
  value: string;
  style: CellStyle | undefined;
  strings: readonly string[];
  from1904: boolean;
}): string {
  const { type, value, style, strings, from1904 } = cell;
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (style?.kind === 'day' && number >= 0 && number < 2_958_466) {
    const zero = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
    return new Date(zero + Math.floor(number) * dayLength).toISOString().slice(0, 10);
  }
  if (style?.kind === 'digits' && Number.isInteger(number))
    return String(number).padStart(style.count, '0');
  return Number.isSafeInteger(number) ? String(number) : value;
}
