import { type ItemTally, type QuizTally, scoreScale } from './tally-rules.ts';

/** Classical item statistics, from sums alone. No I/O. Everything is null where it cannot be computed. */

/** First attempts below which nothing is shown: a figure could point at a person. */
export const fewestShown = 10;

/** First attempts below which nothing is judged, neither an item nor the quiz: chance would speak louder than it does. */
export const fewestAttempts = 30;

// The 97.5% point of the standard normal distribution.
const z95 = 1.959963984540054;

/**
 * The 95% score interval of a share (Wilson 1927, JASA 22(158), 209-212). For items with partial credit the share is the
 * mean of points, and the interval is wider than need be.
 */
export function wilsonInterval(share: number, n: number): { low: number; high: number } | null {
  if (n === 0) return null;
  const zz = z95 * z95;
  const middle = (share + zz / (2 * n)) / (1 + zz / n);
  const half = (z95 / (1 + zz / n)) * Math.sqrt((share * (1 - share)) / n + zz / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * An interval of shares (0..1) for readers: in whole percent, or in tenths where both ends would be nearly the same whole
 * number.
 */
export function intervalWords({ low, high }: { low: number; high: number }): string {
  const digits = high - low < 0.02 ? 1 : 0;
  return `${(low * 100).toFixed(digits)}% to ${(high * 100).toFixed(digits)}%`;
}

// Sums of squares lose digits when everything is equal: what is left is noise, not variance.
const isNothing = (value: number, scale: number) => value <= 1e-12 * Math.max(1, scale);

/**
 * The corrected point-biserial: Pearson's correlation of an item's points with the points per item of the rest of the
 * attempt (Henrysson 1963, Psychometrika 28, 211-218; the item itself is left out, so that it does not correlate with
 * itself).
 */
function correctedPointBiserial({ n, x, xx, y, yy, xy }: ItemTally): number | null {
  if (n < 2) return null;
  const varianceX = xx - (x * x) / n;
  const varianceY = yy - (y * y) / n;
  if (isNothing(varianceX, xx) || isNothing(varianceY, yy)) return null;
  return (xy - (x * y) / n) / Math.sqrt(varianceX * varianceY);
}

/**
 * How repeatable the points of an attempt are, 0..1 (below 0 by chance). When every attempt has the same items: Cronbach's
 * alpha (Cronbach 1951, Psychometrika 16, 297-334), which for items scored 0 or 1 is formula 20 of Kuder and Richardson
 * (1937, Psychometrika 2, 151-160). When attempts draw their own items: the dependability of a design with items nested
 * in persons, (MSp - MSi) / MSp from a one-way analysis of variance (Brennan 2001, Generalizability Theory, ch. 3;
 * Shrout and Fleiss 1979, ICC(1,k)). `standardError`: of an attempt's points, SD x sqrt(1 - reliability).
 */
export type Reliability = {
  kind: 'KR-20' | 'alpha' | 'dependability';
  value: number;
  sd: number;
  standardError: number;
};

/** See `Reliability`; null with fewer than two attempts or items, or when every attempt has the same points. */
export function toReliability(tally: QuizTally): Reliability | null {
  const { attempts: n, total, totalSquared, items } = tally;
  const k = tally.k / n;
  const squared = totalSquared - (total * total) / n;
  if (n < 2 || k < 2 || isNothing(squared, totalSquared)) return null;
  const variance = squared / (n - 1);
  const sd = Math.sqrt(variance);
  const toResult = (kind: Reliability['kind'], value: number) => ({
    kind,
    value,
    sd,
    standardError: sd * Math.sqrt(Math.max(0, 1 - value)),
  });
  const all = Object.values(items);
  if (tally.sameItems) {
    const own = all.reduce((sum, { x, xx }) => sum + (xx - (x * x) / n) / (n - 1), 0);
    const whole = all.every(({ n: had, x, xx }) => had > 0 && x === xx);
    return toResult(whole ? 'KR-20' : 'alpha', (k / (k - 1)) * (1 - own / variance));
  }
  const between = (tally.totalSquaredPerItem - (total * total) / tally.k) / (n - 1);
  const within = (tally.squares - tally.totalSquaredPerItem) / (tally.k - n);
  if (isNothing(between, tally.totalSquaredPerItem)) return null;
  return toResult('dependability', (between - within) / between);
}

/** The bars of a histogram of scores: one for each tenth, 100% in the last. */
export const histogramBars = 10;

/** Scores of first attempts: how many in each tenth, from 0% up, and how many reached the pass mark (percent). */
export type Histogram = { bars: number[]; passMark: number; reached: number; attempts: number };

/** How the scores of a tally spread around a pass mark in percent. */
export function toHistogram({ scores, attempts }: QuizTally, passMark: number): Histogram {
  const bars = Array.from({ length: histogramBars }, () => 0);
  let reached = 0;
  for (const [text, count] of Object.entries(scores)) {
    const score = Number(text);
    const bar = Math.min(histogramBars - 1, Math.floor((score * histogramBars) / scoreScale));
    bars[bar] = (bars[bar] ?? 0) + count;
    // A score that was rounded down to the mark's own digits is at least the mark exactly when it was before.
    if (score * 100 >= Math.round(passMark * scoreScale)) reached += count;
  }
  return { bars, passMark, reached, attempts };
}

/** What to look at in an item. */
export type Flag =
  | { kind: 'wrong-key'; better: string | null }
  | { kind: 'weak' }
  | { kind: 'too-easy' }
  | { kind: 'too-hard' }
  | { kind: 'idle-option'; optionId: string };

/** One option of a choice item: how many chose it, their share, and their mean share of points on the rest. */
type OptionStatistics = {
  id: string;
  correct: boolean;
  n: number;
  share: number;
  restMean: number | null;
};

/** The statistics of one item over first attempts. Shares 0..1; `typicalMs`: the geometric mean time with the item. */
export type ItemStatistics = {
  n: number;
  difficulty: number | null;
  interval: { low: number; high: number } | null;
  discrimination: number | null;
  outcomes: Record<'right' | 'partly' | 'wrong' | 'unanswered' | 'pending', number>;
  options: OptionStatistics[];
  typicalMs: number | null;
  flags: Flag[];
};

/**
 * The statistics of an item. Flags follow the cut-offs of common item-analysis guides (difficulty below .30 or above .95,
 * correlation below .10, an option chosen by fewer than 5%); below `fewestAttempts` there are none.
 */
export function toItemStatistics(
  tally: ItemTally | undefined,
  optionIds: readonly string[],
  correct: readonly string[],
): ItemStatistics {
  const n = tally?.n ?? 0;
  const options = optionIds.map((id): OptionStatistics => {
    const chosen = tally?.chosen[id] ?? { n: 0, y: 0 };
    return {
      id,
      correct: correct.includes(id),
      n: chosen.n,
      share: n === 0 ? 0 : chosen.n / n,
      restMean: chosen.n === 0 ? null : chosen.y / chosen.n,
    };
  });
  const difficulty = tally && n > 0 ? tally.x / n : null;
  const discrimination = tally ? correctedPointBiserial(tally) : null;
  const { full = 0, partly = 0, unanswered = 0, pending = 0 } = tally ?? {};
  return {
    n,
    difficulty,
    interval: difficulty === null ? null : wilsonInterval(difficulty, n),
    discrimination,
    outcomes: {
      right: full,
      partly,
      unanswered,
      pending,
      wrong: n - full - partly - unanswered - pending,
    },
    options,
    typicalMs: tally && tally.timed > 0 ? Math.exp(tally.lnMs / tally.timed) : null,
    flags: n < fewestAttempts ? [] : findFlags(difficulty, discrimination, options),
  };
}

function findFlags(
  difficulty: number | null,
  discrimination: number | null,
  options: readonly OptionStatistics[],
): Flag[] {
  const flags: Flag[] = [];
  if (discrimination !== null && discrimination < 0) {
    const key = options.find(({ correct }) => correct);
    const better = options
      .filter((option) => !option.correct && (option.restMean ?? 0) > (key?.restMean ?? 0))
      .sort((one, other) => (other.restMean ?? 0) - (one.restMean ?? 0))[0];
    flags.push({ kind: 'wrong-key', better: better?.id ?? null });
  } else if (discrimination !== null && discrimination < 0.1) {
    flags.push({ kind: 'weak' });
  }
  if (difficulty !== null && difficulty > 0.95) flags.push({ kind: 'too-easy' });
  if (difficulty !== null && difficulty < 0.3) flags.push({ kind: 'too-hard' });
  for (const { id, correct, share } of options) {
    if (!correct && share < 0.05) flags.push({ kind: 'idle-option', optionId: id });
  }
  return flags;
}
