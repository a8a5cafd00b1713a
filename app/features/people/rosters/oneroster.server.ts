import { type Archive, ArchiveRefusal } from './archive.server.ts';
import { readPeople } from './oneroster-people-rules.ts';
import {
  checkHeadings,
  checkManifest,
  checkReferences,
  checkRows,
  type Finding,
  type OneRosterFile,
  readFile,
  readManifest,
  standardFiles,
} from './oneroster-rules.ts';
import { refuseFile } from './reading-rules.ts';
import { type ReadRoster, rowLimit } from './schema.ts';

/** A OneRoster bundle, from its zip to what each user's row says. */

const source = { encoding: 'UTF-8', delimiter: ',' };

/** What programs put into every zip of theirs. */
const isClutter = (name: string) => /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i.test(name);

/** Files by their names without folder and `.csv`; null where the zip is no bundle at all. */
function listFiles({ names }: Archive): Map<string, string> | null {
  const files = new Map<string, string>();
  for (const path of names.filter((name) => !isClutter(name))) {
    const file = path.slice(path.lastIndexOf('/') + 1);
    if (!/\.csv$/i.test(file)) continue;
    files.set(file.slice(0, -'.csv'.length), path);
  }
  const isBundle = [...files.keys()].some((name) =>
    /^(manifest|users|orgs|enrollments|lineItems)$/i.test(name),
  );
  return isBundle || names.length === 0 ? files : null;
}

/** A file of the standard under the standard's name, however its capitals are written. */
const toStandardName = (written: string) =>
  standardFiles.find((name) => name.toLowerCase() === written.toLowerCase()) ?? written;

const sayFinding = ({ file, line, message }: Finding) => `${file}, line ${line}: ${message}`;

// How many findings a refusal names.
const named = 5;

function refuse(findings: readonly Finding[]): ReadRoster {
  const more = findings.length > named ? ` And ${findings.length - named} more.` : '';
  const refused = `This OneRoster bundle contradicts itself, so nothing of it was read. ${findings.slice(0, named).map(sayFinding).join(' ')}${more}`;
  const problems = findings.map(({ line, ...finding }) => ({
    line,
    message: `${finding.file}: ${finding.message}`,
  }));
  return { ...refuseFile(source, refused), problems };
}

/**
 * Reads a bundle. Lines of rows are those of `users.csv`.
 * @throws ArchiveRefusal for a zip that holds something else
 */
export async function readOneRoster(archive: Archive): Promise<ReadRoster> {
  const paths = listFiles(archive);
  if (!paths)
    throw new ArchiveRefusal(
      'This file is packed, and is neither an XLSX workbook nor a OneRoster bundle. Unpack it and send the list inside.',
    );
  const manifestName = [...paths.keys()].find((name) => /^manifest$/i.test(name));
  if (manifestName === undefined)
    return refuse([
      {
        file: 'manifest.csv',
        line: 1,
        message: 'The bundle has no manifest.csv, which says what it holds. Add it.',
      },
    ]);
  const manifest = readManifest(await archive.readText(paths.get(manifestName) ?? ''));
  paths.delete(manifestName);
  const wrong = checkManifest(manifest, [...paths.keys()]);
  if (wrong.length > 0) return refuse(wrong);
  const version = manifest.get('oneroster.version') ?? '';
  const isOld = version !== '' && version !== '1.2';
  const files = new Map<string, OneRosterFile>();
  const findings: Finding[] = [];
  for (const [written, path] of paths) {
    const name = toStandardName(written);
    const mode = /delta/i.test(manifest.get(`file.${name.toLowerCase()}`) ?? '') ? 'delta' : 'bulk';
    const file = readFile(name, await archive.readText(path), mode);
    if ('message' in file) findings.push(file);
    else if (file.rows.length > rowLimit)
      findings.push({
        file: `${name}.csv`,
        line: rowLimit,
        message: `The file has more than ${rowLimit} rows.`,
      });
    else files.set(name, file);
  }
  for (const file of files.values())
    findings.push(...checkHeadings(file, isOld), ...checkRows(file));
  const { hard, soft } = checkReferences(files);
  findings.push(...hard);
  if (findings.length > 0) return refuse(findings);
  const problems = soft.map(({ file, line, message }) => ({
    line,
    message: `${file}: ${message}`,
  }));
  if (isOld)
    problems.unshift({
      line: 1,
      message: `The manifest says version ${version}. It is read as 1.2.`,
    });
  return {
    ...source,
    headerLine: files.has('users') ? 1 : null,
    refused: null,
    columns: [],
    rows: readPeople(files),
    problems,
  };
}
