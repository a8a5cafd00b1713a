import { inflateRawSync } from 'node:zlib';

/** Office Open XML (ECMA-376): a zip archive whose `[Content_Types].xml` says what its parts are. */

const family = 'application/vnd.openxmlformats-officedocument.';

/** What the main part of a document is, by the document's ending. */
const mainParts: Readonly<Record<string, string>> = {
  docx: `${family}wordprocessingml.document.main+xml`,
  xlsx: `${family}spreadsheetml.sheet.main+xml`,
  pptx: `${family}presentationml.presentation.main+xml`,
};

/** Whether files of this ending are such documents. */
export const isOffice = (ending: string): boolean => Object.hasOwn(mainParts, ending);

const maxTypesBytes = 1_000_000;

/** The text of an entry of an archive (APPNOTE.TXT 4.3); null if there is none that can be read. */
function readEntry(bytes: Buffer, name: string): string | null {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) return null;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    ) as [number, number, number];
    if (bytes.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = bytes.readUInt32LE(at + 42);
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
      const isStored = bytes.readUInt16LE(at + 10) === 0;
      const text = isStored ? packed : inflateRawSync(packed, { maxOutputLength: maxTypesBytes });
      return text.toString('utf8');
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  return null;
}

/** What is wrong with an Office document of this ending, to follow its name; null: nothing. */
export function findOfficeProblem(bytes: Buffer, ending: string): string | null {
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0')
    return `is protected by a password or of an older kind; save it as .${ending}, without a password.`;
  let types: string | null = null;
  try {
    types = readEntry(bytes, '[Content_Types].xml');
  } catch {
    // An offset leads out of the file, or the entry does not unpack: it was cut off or damaged.
  }
  const parts = [...(types ?? '').matchAll(/\bContentType\s*=\s*["']([^"']*)["']/g)].map(
    ([, type = '']) => type.toLowerCase(),
  );
  if (parts.some((type) => /macro|vba/.test(type)))
    return `holds macros, programs that would run on readers’ computers; save it without them, as .${ending}.`;
  return parts.includes(mainParts[ending] ?? '')
    ? null
    : `is no ${ending.toUpperCase()} inside, or was cut off; save it as .${ending} anew.`;
}
