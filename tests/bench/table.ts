import type { Crowd, Step } from './crowd.ts';
import type { Growth } from './growth.ts';
import type { Load } from './load.ts';
import type { Line, Pages } from './pages.ts';
import type { PreviewFigures } from './preview.ts';
import type { RosterFigures } from './roster.ts';
import type { Stall } from './stalls.ts';

/** The figures as people read them. */

/** The most memory of a server, in MB. */
const memoryAim = 150;
/** The same on the busiest day. */
const loadMemoryAim = 300;
/** How much more of a page's CPU PostgreSQL may cost than SQLite. */
const postgresqlAim = 1.4;

const cell = (text: string, width = 8) => text.padStart(width);
const digits = (value: number, count = 1) => cell(value.toFixed(count));
const percent = (value: number) => cell(`${(value * 100).toFixed(0)} %`);

/** 'met' or 'missed'. */
function judge(value: number, aim: number): string {
  return value <= aim ? 'met' : 'missed';
}

function aimCells({ ratio, aim }: Line): string {
  if (!aim) return cell('') + cell('');
  return cell(`${aim.ratio}`) + cell(judge(ratio, aim.ratio));
}

function noteOf({ aim }: Line): string {
  return aim?.of ? `  x ${aim.of}` : '';
}

/** A line for each page. `sqlite`: the same pages on SQLite, in the same run. */
export function pagesTable({ empty, lines, memory }: Pages, sqlite: Pages | null): string {
  const onPostgres = lines.some(({ database }) => database !== null);
  const heads = ['CPU ms', 'ratio', 'aim', '', 'spread', 'p50 ms', 'p95 ms', 'kB', 'of'];
  if (onPostgres) heads.push('db ms');
  if (sqlite) heads.push('/SQLite', '');
  const rows = lines.map((line) => {
    const cells = [
      digits(line.cpu, 2),
      digits(line.ratio),
      aimCells(line),
      percent(line.spread),
      digits(line.p50),
      digits(line.p95),
      digits(line.bytes / 1000),
      cell(String(line.requests)),
    ];
    if (line.database !== null) cells.push(digits(line.database, 2));
    const same = sqlite?.lines.find(({ name }) => name === line.name);
    if (same) {
      const times = line.cpu / same.cpu;
      cells.push(digits(times, 2), cell(judge(times, postgresqlAim)));
    }
    return line.name.padEnd(26) + cells.join('') + noteOf(line);
  });
  return [
    'request'.padEnd(26) + heads.map((head) => cell(head)).join(''),
    'empty route'.padEnd(26) +
      [digits(empty.cpu, 2), digits(1), cell(''), cell(''), percent(empty.spread)].join(''),
    ...rows,
    `memory of the server afterwards: PSS ${memory.pss.toFixed(0)} MB (aim ${memoryAim}: ${judge(memory.pss, memoryAim)}), RSS ${memory.rss.toFixed(0)} MB`,
    '',
  ].join('\n');
}

/** A line for each size of the academy. */
export function growthTable(growth: readonly Growth[]): string {
  const [first] = growth;
  const base = growth.find(({ cadets }) => cadets === 500) ?? first;
  const times = (value: number, of = value) => `${(value / of).toFixed(2)}x`;
  const rows = growth.map(
    ({ cadets, grid, statistics, searches }) =>
      `${cell(String(cadets))}${digits(grid, 2)} ms  ${times(grid, first?.grid)}` +
      `${digits(statistics, 2)} ms  ${times(statistics, base?.statistics)} of 500` +
      searches
        .map(({ name, ratio }) => `\n    ${name}: ${times(ratio, 1)} the empty route`)
        .join(''),
  );
  return `by cadets in the database: grid of 40; item statistics of as many first attempts\n${rows.join('\n')}\n`;
}

/** The preview in three lines. */
export function previewTable(figures: PreviewFigures): string {
  const { words, saves, p50, p95, checkedP95, cpu, bytes, floorP95, others } = figures;
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  return (
    `preview after a save (${words} words, ${saves} saves, ${(bytes / 1000).toFixed(0)} kB)\n` +
    `  page: p50 ${ms(p50)}, p95 ${ms(p95)} (aim 300 ms, floor ${ms(floorP95)})\n` +
    `  with the quality check: p95 ${ms(checkedP95)}; CPU of both ${ms(cpu)} a save\n` +
    `  slowest answer to others meanwhile: ${ms(others)} (aim 50 ms on a machine with nothing else to do)\n`
  );
}

const rosterAim = 3000;

/** The dry run of a list of people. */
export function rosterTable({ rows, first, later }: RosterFigures): string {
  return `dry run of a list of ${rows} rows: CPU ${first.toFixed(0)} ms, then ${later.toFixed(0)} ms (aim ${rosterAim} ms: ${judge(first, rosterAim)})\n`;
}

/** The longest turns of the server, longest first. */
export function stallsTable(stalls: readonly Stall[]): string {
  const most = ({ first, later }: Stall) => Math.max(first, later);
  const rows = stalls
    .toSorted((a, b) => most(b) - most(a))
    .slice(0, 15)
    .map(
      ({ name, first, later, pieces }) =>
        name.padEnd(26) + digits(first, 0) + digits(later, 0) + digits(pieces),
    );
  const heads = ['first ms', 'later ms', 'pieces'].map((head) => cell(head)).join('');
  return `longest turns, CPU without collections (aim 50 ms, 8 pieces)\n${' '.repeat(26)}${heads}\n${rows.join('\n')}\n`;
}

/** The day of an academy: a line for each kind of request and each server. */
export function loadTable(loads: readonly Load[]): string {
  const heads = ['requests', 'p50 ms', 'p95 ms', 'CPU ms', 'errors'].map((head) => cell(head));
  return loads
    .map(({ servers, lines, crowded }) => {
      const rows = lines.map(({ name, requests, errors, p50, p95, cpu }) => {
        const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
        const told = Object.entries(errors).map(([status, count]) => `  ${count}: ${status}`);
        const cells = [cell(String(requests)), digits(p50), digits(p95), digits(cpu, 2)];
        return name.padEnd(26) + cells.join('') + cell(String(failed)) + told.join('');
      });
      const each = servers.map(
        ({ start, peak, end, rss, live: [liveAtFirst, liveAtEnd], stall }) =>
          `memory: PSS ${start.toFixed(0)} MB at first, ${peak.toFixed(0)} at most, ${end.toFixed(0)} at the end (aim ${loadMemoryAim}: ${judge(peak, loadMemoryAim)}); RSS ${rss.toFixed(0)} at most; without garbage ${liveAtFirst.toFixed(0)} at first, ${liveAtEnd.toFixed(0)} at the end;` +
          ` longest turn ${stall.wall.toFixed(0)} ms on the clock, ${stall.cpu.toFixed(0)} of CPU, ${stall.gc.toFixed(0)} collecting`,
      );
      const head = `a day of an academy, ${servers.length === 1 ? 'one server' : `${servers.length} servers`} (load average ${crowded.toFixed(1)})`;
      return `${head}\n${' '.repeat(26)}${heads.join('')}\n${[...rows, ...each].join('\n')}\n`;
    })
    .join('\n');
}

/** A line for each distance of the database and number of servers. */
export function crowdTable(crowds: readonly Crowd[]): string {
  const columns = ['start/s', 'p95 ms', 'save/s', 'p95 ms', 'submit/s', 'p95 ms'];
  const cpus = ['server', 'db', 'client', 'busy', 'x one'];
  const heads = ['servers', 'connect', 'trip ms', 'cadets', ...columns, ...cpus];
  const figures = ({ perSecond, p95 }: Step) => digits(perSecond, 0) + digits(p95, 0);
  const failures = ({ others }: Step, name: string) =>
    Object.entries(others).map(([status, count]) => `  ${count} of ${name}: ${status}`);
  const rows = crowds.map((crowd, index) => {
    const { servers, connections, roundTrip, cadets, start, save, submit } = crowd;
    const first =
      [servers, connections].map((count) => cell(String(count))).join('') +
      digits(roundTrip) +
      cell(String(cadets));
    const { cpu, busy } = submit;
    const spent = [cpu.servers, cpu.database, cpu.client].map((ms) => digits(ms)).join('');
    const one = servers > 1 ? crowds[index - 1] : undefined;
    const times = one ? digits(submit.perSecond / one.submit.perSecond, 2) : cell('');
    const failed = [
      ...failures(start, 'start'),
      ...failures(save, 'save'),
      ...failures(submit, 'submit'),
    ];
    return [
      first,
      ...[start, save, submit].map(figures),
      spent,
      percent(busy),
      times,
      ...failed,
    ].join('');
  });
  const head = heads.map((text) => cell(text)).join('');
  return `a class that starts, answers and submits at one moment; of a submit the CPU ms of all servers, the database and the class, and how busy the machine was with them\n${head}\n${rows.join('\n')}\n`;
}
