import type { Growth } from './growth.ts';
import type { Line, Pages } from './pages.ts';
import type { PreviewFigures } from './preview.ts';

/** The figures as people read them. */

/** The most memory of a server, in MB. */
const memoryAim = 150;
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
    ({ cadets, grid, statistics }) =>
      `${cell(String(cadets))}${digits(grid, 2)} ms  ${times(grid, first?.grid)}` +
      `${digits(statistics, 2)} ms  ${times(statistics, base?.statistics)} of 500`,
  );
  return `by cadets in the database: grid of 40; item statistics of as many first attempts\n${rows.join('\n')}\n`;
}

/** The preview in three lines. */
export function previewTable(figures: PreviewFigures): string {
  const { words, saves, p50, p95, checkedP95, cpu, bytes, floorP95 } = figures;
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  return (
    `preview after a save (${words} words, ${saves} saves, ${(bytes / 1000).toFixed(0)} kB)\n` +
    `  page: p50 ${ms(p50)}, p95 ${ms(p95)} (aim 300 ms, floor ${ms(floorP95)})\n` +
    `  with the quality check: p95 ${ms(checkedP95)}; CPU of both ${ms(cpu)} a save\n`
  );
}
