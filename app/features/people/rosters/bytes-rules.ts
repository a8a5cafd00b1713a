/** What bytes are before they are a table. Pure: no I/O here. */

/** The text, and how it was written, as readers know it: 'UTF-8 with BOM', 'Windows-1252'. */
export type DecodedText = { encoding: string; text: string };

const startsWith = (bytes: Uint8Array, ...signs: number[]) =>
  signs.every((sign, at) => bytes[at] === sign);

const sample = 4096;

/** The half of UTF-16 in which Latin text has its zeros: 'LE' has them second. */
function guessUtf16(bytes: Uint8Array): 'LE' | 'BE' | null {
  const end = Math.min(bytes.length, sample) & ~1;
  if (end < 4) return null;
  let first = 0;
  let second = 0;
  for (let at = 0; at < end; at += 2) {
    if (bytes[at] === 0) first += 1;
    if (bytes[at + 1] === 0) second += 1;
  }
  const half = end / 4;
  if (second > half && first < second / 8) return 'LE';
  return first > half && second < first / 8 ? 'BE' : null;
}

// 0x80 to 0x9f; the five places without a sign stay what they are.
const windowsSigns = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Node's own decoder of this name reads ISO 8859-1: an apostrophe as Word writes it would be lost. */
const decodeWindows = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (sign) => windowsSigns[sign.charCodeAt(0) - 0x80] ?? sign);

/** Text by its byte order mark, else UTF-16 by its zeros, else UTF-8 if it is, else Windows-1252. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const decode = (label: string, from = 0) => new TextDecoder(label).decode(bytes.subarray(from));
  if (startsWith(bytes, 0xef, 0xbb, 0xbf))
    return { encoding: 'UTF-8 with BOM', text: decode('utf-8', 3) };
  if (startsWith(bytes, 0xff, 0xfe))
    return { encoding: 'UTF-16LE with BOM', text: decode('utf-16le', 2) };
  if (startsWith(bytes, 0xfe, 0xff))
    return { encoding: 'UTF-16BE with BOM', text: decode('utf-16be', 2) };
  const utf16 = guessUtf16(bytes);
  if (utf16) return { encoding: `UTF-16${utf16}`, text: decode(`utf-16${utf16.toLowerCase()}`) };
  const text = decode('utf-8');
  const lost = text.match(/\ufffd/g)?.length ?? 0;
  // A byte or two that broke on the way make no other encoding of a text that is full of whole letters.
  const whole = lost === 0 ? 0 : (text.match(/[\u0080-\ufffc]/g)?.length ?? 0);
  return lost === 0 || whole > lost
    ? { encoding: 'UTF-8', text }
    : { encoding: 'Windows-1252', text: decodeWindows(bytes) };
}

const saveAs = 'Open it in the program that made it, save it as CSV or XLSX, and send that.';

const signatures: readonly { signs: readonly number[]; what: string }[] = [
  {
    signs: [0xd0, 0xcf, 0x11, 0xe0],
    what: 'This is an Excel file of the old kind (.xls), or one with a password.',
  },
  { signs: [0x25, 0x50, 0x44, 0x46], what: 'This is a PDF, which holds no table to read.' },
  { signs: [0x89, 0x50, 0x4e, 0x47], what: 'This is a picture, not a table.' },
  { signs: [0xff, 0xd8, 0xff], what: 'This is a picture, not a table.' },
  { signs: [0x47, 0x49, 0x46, 0x38], what: 'This is a picture, not a table.' },
  { signs: [0x1f, 0x8b], what: 'This file is packed (gzip).' },
  { signs: [0x37, 0x7a, 0xbc, 0xaf], what: 'This file is packed (7z).' },
  { signs: [0x52, 0x61, 0x72, 0x21], what: 'This file is packed (RAR).' },
];

/** Whether the bytes are a zip, as XLSX files and OneRoster bundles are. */
export const isZip = (bytes: Uint8Array) =>
  startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0x50, 0x4b, 5, 6);

/** Why bytes that are no zip are no table either, with what to do; null where they may be one. */
export function whyNoText(bytes: Uint8Array): string | null {
  const known = signatures.find(({ signs }) => startsWith(bytes, ...signs));
  return known ? `${known.what} ${saveAs}` : null;
}

/** Why a text is no table, or null. */
export function whyNoTable(text: string): string | null {
  const head = text.slice(0, 2048).trimStart();
  if (head.startsWith('<')) return `This is a page or an XML file, not a table. ${saveAs}`;
  if (/^\{\\rtf/.test(head)) return `This is a text document, not a table. ${saveAs}`;
  if (/^[[{]\s*["{[]/.test(head)) return `This is JSON, not a table. ${saveAs}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that they stand there is the question
  const odd = text.slice(0, 65536).match(/[\u0000-\u0008\u000e-\u001f]/g)?.length ?? 0;
  return odd > 0 && odd * 200 > Math.min(text.length, 65536)
    ? `This is no text, so there is no table in it. ${saveAs}`
    : null;
}
