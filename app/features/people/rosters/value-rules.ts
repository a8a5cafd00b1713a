import { toPlainText } from '#app/names.ts';

/** Cells as spreadsheets and people damage them. Pure: no I/O here. */

/** A cell without what nobody sees at its ends, and without what spreadsheets write round a text. */
export function cleanCell(cell: string): string {
  const plain = toPlainText(cell.replace(/^[\p{Z}\p{Cf}\s]+|[\p{Z}\p{Cf}\s]+$/gu, ''));
  // `="00123"` keeps the zeros of a number in a spreadsheet; an apostrophe does in another.
  return /^="([^"=]*)"$/.exec(plain)?.[1]?.trim() ?? plain.replace(/^'(?=\d)/, '');
}

/** What stands in a cell that is meant to be empty. */
export const isEmpty = (text: string) =>
  /^([-–—_.?]*|n\/?a|none|null|nil|nan|tbd|tba|unknown|aucun|ninguno|sans|\(blank\)|\(none\))$/i.test(
    text,
  );

const isBroken = (text: string) =>
  /^#(n\/?a|ref!?|value!?|name\??|num!?|div\/0!?|null!?|n\/d|nom\?|valeur!?|wert!?|bezug!?|#+)$/i.test(
    text,
  ) || /^#{2,}$/.test(text);

const months =
  'jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|janv|févr|avr|mai|juin|juil|août|déc|ene|abr|ago|dic|mär|okt|dez';
const monthDay = new RegExp(`^(\\d{1,4}[-. ](${months})\\.?|(${months})\\.?[-. ]\\d{1,4})$`, 'iu');

/** Whether a spreadsheet made a date of a text such as 26-1. */
export const isMadeDate = (text: string) =>
  monthDay.test(text) ||
  /^\d{1,2}\/\d{1,2}\/(\d{2}|\d{4})$/.test(text) ||
  /^\d{4}-\d{2}-\d{2}([ T]00:00(:00)?)?$/.test(text);

/** A cell in a sentence, unless it may be what nobody should read there: a birth date, a social security number. */
export function quote(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const isPrivate = /\d{3}-?\d{2}-?\d{4}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(text);
  return isPrivate ? 'what stands there' : `“${short}”`;
}

/** What was read; `remark` says that it was read otherwise than it stands there. */
export type ReadValue = { value: string | null; remark?: string } | { problem: string };

/** A badge or employee number. @param heading of its column, for what is said */
export function readNumber(cell: string, heading: string): ReadValue {
  const text = cleanCell(cell);
  if (isEmpty(text)) return { value: null };
  const where = `In “${heading}”`;
  if (isBroken(text))
    return {
      problem: `${where}, “${text}” is an error of a spreadsheet, not a number. Write the number.`,
    };
  if (/^[+-]?\d([.,]\d+)?e[+]?\d+$/i.test(text))
    return {
      problem: `${where}, “${text}” is a number that a spreadsheet cut short. Format the column as text, write the number again, and save.`,
    };
  if (monthDay.test(text))
    return {
      problem: `${where}, a spreadsheet made the date “${text}” of a number. Format the column as text and write it again.`,
    };
  if (/^\d{3}-\d{2}-\d{4}$/.test(text))
    return {
      problem: `${where} stands what looks like a social security number. It was not read: leave such numbers out.`,
    };
  const grouped = /^\d{1,3}(,\d{3})+$/.test(text) ? text.replaceAll(',', '') : null;
  if (grouped) return { value: grouped, remark: `${where}, “${text}” is read as ${grouped}.` };
  const whole = /^(\d+)[.,]0+$/.exec(text)?.[1];
  if (whole) return { value: whole, remark: `${where}, “${text}” is read as ${whole}.` };
  const bare = text.replace(
    /^(?:(?:badge|employee|emp|id|no|nr|number)\b\s*[.:#]*|#)\s*(?=\w*\d)/i,
    '',
  );
  if (/^[\p{L}\p{N}][\p{L}\p{N} ./_-]{0,39}$/u.test(bare) && /\d/.test(bare) && !isMadeDate(bare))
    return { value: bare };
  return {
    problem: `${where}, ${quote(text)} is no number of a person. Check whether the cells of this line are in their columns.`,
  };
}

const isDay = (year: number, month: number, day: number) =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

const day0 = Date.UTC(1899, 11, 30);

/** What is odd about a day that an import does not keep, as a sentence; null where nothing is. */
export function remarkOnDate(cell: string, heading: string): string | null {
  const text = cleanCell(cell);
  if (isEmpty(text)) return null;
  if (/^\d{5}(\.\d+)?$/.test(text) && Number(text) > 10_000 && Number(text) < 80_000) {
    const day = new Date(day0 + Math.floor(Number(text)) * 86_400_000).toISOString().slice(0, 10);
    return `In “${heading}”, “${text}” is how a spreadsheet counts days. It is read as ${day}.`;
  }
  const [, one = 0, two = 0, three = 0] =
    /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})\b/.exec(text)?.map(Number) ?? [];
  if (one === 0 && two === 0) {
    if (isBroken(text))
      return `In “${heading}”, “${text}” is an error of a spreadsheet, not a day.`;
    return null;
  }
  const possible =
    one > 31 ? isDay(one, two, three) : isDay(three, one, two) || isDay(three, two, one);
  return possible ? null : `In “${heading}” stands a day that no calendar has. It is left out.`;
}

// UTF-8 that was read as Windows-1252 on its way, letters that were lost.
const broken = /Ã[\u0080-\u00bf©¨«ª¡³´¶¼±]|â€[™œ˜“]|Å[\u0080-\u00bf‚¡]/;

/** What is wrong with the letters of a name, as a sentence, or null. */
export function remarkOnLetters(name: string): string | null {
  if (broken.test(name))
    return `The letters of “${name}” were spoilt on their way (UTF-8 read as something else). Save the list again as UTF-8.`;
  if (/\ufffd|\p{L}\?|\?\p{L}/u.test(name))
    return `A letter of “${name}” was lost before this file was saved. Write the name by hand.`;
  return null;
}

/** Whether a name begins as a formula does, or looks like no name. */
export const isFormula = (text: string) => /^[\s]*[=+\-@＝＋－＠]/u.test(text);
