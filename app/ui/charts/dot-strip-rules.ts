import { scaleLinear } from 'd3-scale';

/** One person along a way: how far they came, and whether that is too little by today. */
export type Dot = { value: number; late: boolean };

/** How the dots of a strip lie. `each`: how many people one dot stands for. */
export type DotLayout = {
  each: number;
  width: number;
  height: number;
  /** The baseline below the lowest dots. */
  base: number;
  /** Paths of round points: of those who are late, of the others, of who has come to the end. */
  late: string;
  open: string;
  done: string;
  /** Where a value stands. */
  at: (value: number) => number;
  ticks: number[];
  /** By value: how many people, and how many of them are late; without those where nobody is. */
  counts: { value: number; people: number; late: number }[];
};

const width = 400;
const margin = 8;
const space = 9;
/** How many dots stand over each other at most. */
const highest = 14;
const head = 16;

function countByValue(dots: readonly Dot[], end: number): DotLayout['counts'] {
  const counts = Array.from({ length: end + 1 }, (_, value) => ({ value, people: 0, late: 0 }));
  for (const { value, late } of dots) {
    const count = counts[Math.min(value, end)];
    if (!count) continue;
    count.people += 1;
    if (late) count.late += 1;
  }
  return counts.filter(({ people }) => people > 0);
}

/** Lays people out along a way from 0 to `end`, those who are late below the others of the same value. */
export function layDots(dots: readonly Dot[], end: number): DotLayout {
  const counts = countByValue(dots, end);
  const most = Math.max(1, ...counts.map(({ people }) => people));
  const each = Math.ceil(most / highest);
  const rows = Math.ceil(most / each);
  const base = head + rows * space + 2;
  const scale = scaleLinear([0, Math.max(1, end)], [margin, width - margin]);
  const paths = { late: '', open: '', done: '' };
  for (const { value, people, late } of counts) {
    const x = scale(value).toFixed(1);
    const all = Math.ceil(people / each);
    const lateDots = Math.min(all, Math.ceil(late / each));
    for (let row = 0; row < all; row += 1) {
      const kind = row < lateDots ? 'late' : value === end ? 'done' : 'open';
      paths[kind] += `M${x} ${base - 2 - space / 2 - row * space}h0`;
    }
  }
  const ticks = scale.ticks(5).filter((tick) => Number.isInteger(tick) && end - tick >= end / 10);
  return {
    each,
    width,
    height: base + 18,
    base,
    late: paths.late,
    open: paths.open,
    done: paths.done,
    at: (value) => scale(value),
    ticks: [...ticks, end],
    counts,
  };
}
