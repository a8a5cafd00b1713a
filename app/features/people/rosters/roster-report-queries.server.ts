import { Readable } from 'node:stream';
import { db } from '#app/db/client.server.ts';
import { notFound } from '#app/http/errors.ts';
import { toCsvLine, toFileNamePart } from '#app/words/csv.ts';
import { shownPersonSchema } from './roster-schema.ts';
import { verdictWords } from './roster-words.ts';
import type { Verdict } from './schema.ts';

/** The report of a list as CSV, read in steps so that a long one takes no memory. */

const rowsAtOnce = 1000;

const heading = toCsvLine([
  'Line',
  'What happened',
  'Why',
  'Name',
  'Badge number',
  'Employee number',
  'E-mail',
  'Agency',
  'Class',
]);

/** The report of a list that was applied. @throws 404 when there is none */
export async function openReportCsv(
  id: string,
): Promise<{ fileName: string; body: ReadableStream<Uint8Array> }> {
  const roster = await db.roster.findUnique({ where: { id, state: 'applied' } });
  if (!roster) throw notFound();
  const name = toFileNamePart(roster.fileName.replace(/\.\w+$/, ''));
  return {
    fileName: `report-${name}.csv`,
    body: Readable.toWeb(Readable.from(writeReport(id))) as ReadableStream<Uint8Array>,
  };
}

async function* writeReport(rosterId: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  // By it spreadsheets know UTF-8.
  yield encoder.encode(`\ufeff${heading}`);
  for (let last = 0; ; ) {
    const rows = await db.rosterRow.findMany({
      where: { rosterId, position: { gt: last } },
      orderBy: { position: 'asc' },
      take: rowsAtOnce,
    });
    if (rows.length > 0) yield encoder.encode(rows.map(toLine).join(''));
    last = rows.at(-1)?.position ?? last;
    if (rows.length < rowsAtOnce) return;
  }
}

type Row = Awaited<ReturnType<typeof db.rosterRow.findMany>>[number];

function toLine({ line, verdict, reason, personJson }: Row): string {
  const person = personJson ? shownPersonSchema.parse(JSON.parse(personJson)) : null;
  return toCsvLine([
    line,
    verdictWords[verdict as Verdict].after,
    reason,
    person?.name ?? null,
    person?.badgeNumber ?? null,
    person?.employeeNumber ?? null,
    person?.email ?? null,
    person?.agency ?? null,
    person?.cohorts.join('; ') ?? null,
  ]);
}
