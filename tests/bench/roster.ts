import type { KnownPerson } from '#app/features/people/rosters/matching-rules.ts';
import { readRoster } from '#app/features/people/rosters/reading.server.ts';
import { toCheck } from '#app/features/people/rosters/verdict-rules.ts';

/** The dry run of a list: its file read, and each row judged by as many people as it has rows, of whom every other is in it. */

/** CPU of the first run and of one like it, in milliseconds, by the thread that does it. */
export type RosterFigures = { rows: number; first: number; later: number };

const heading = 'EMPLID,Last Name,First Name,E-mail,Rank,Agency,Class,Status,Birth date';

const toRow = (at: number) =>
  `${String(100_000 + at)},Family${at},Given,,Recruit,North PD,Class ${at % 40},Active,1999-01-02`;

const toKnown = (at: number): KnownPerson => ({
  id: `known-${at}`,
  name: `Given Family${at}`,
  givenName: 'Given',
  familyName: `Family${at}`,
  preferredName: null,
  previousNames: [],
  email: null,
  badgeNumber: null,
  employeeNumber: String(100_000 + at),
  username: null,
  sourcedId: null,
  rank: at % 3 === 0 ? 'Cadet' : 'Recruit',
  agency: 'North PD',
  disabled: false,
  isCadet: true,
  cohorts: [`Class ${at % 40}`],
});

/** Measures lists of so many rows. */
export async function measureRoster(rows: number): Promise<RosterFigures> {
  const list = Array.from({ length: rows }, (_, at) => toRow(at));
  const bytes = new TextEncoder().encode([heading, ...list].join('\n'));
  const known = {
    people: Array.from({ length: rows }, (_, at) => toKnown(at * 2)),
    cohorts: Array.from({ length: 40 }, (_, at) => `Class ${at}`),
  };
  const run = async () => {
    const before = process.cpuUsage();
    const { refused, rows: judged } = toCheck(await readRoster(bytes), known);
    const { user, system } = process.cpuUsage(before);
    if (refused !== null || judged.length !== rows) throw new Error('The list was not read whole.');
    return (user + system) / 1000;
  };
  return { rows, first: await run(), later: await run() };
}
