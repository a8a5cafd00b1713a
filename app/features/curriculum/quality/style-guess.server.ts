/**
 * A reader who has not read the lesson: sees the options of a question and nothing else, and picks the one that looks
 * most like a right option. Whatever it finds above chance is found by style and not by knowledge. Pure, and without
 * chance: the same options give the same guesses.
 *
 * It is a naive Bayes reader over marks that an option has or has not (Maron 1961, Journal of the ACM 8:404-417; of the
 * two usual models the one of presence, McCallum and Nigam 1998, AAAI workshop on learning for text categorization). An
 * option's score is the sum over its marks m of ln P(m | right) − ln P(m | wrong), each P being
 * (options with m + 1) / (options + 2). What it looks at are words, pairs of words and the cues that test-wise people use
 * (Millman, Bishop and Ebel 1965, Educational and Psychological Measurement 25:707-726). It learns from the other groups
 * of questions alone (leave one group out), as a cadet learns an author's habits in the modules before. To leave the stem
 * out and see what is found all the same is how such leaks are told in data sets (Gururangan and others 2018, NAACL).
 */

/** The options of one question with one right option. */
export type OptionSet = { options: readonly string[]; key: number };

/** How often a mark stood on right options and on wrong ones. */
export type Mark = { mark: string; right: number; wrong: number };

/** Of how many questions the reader found the right option, and how many it would find by lot. Ties count in part. */
export type GuessCount = { questions: number; found: number; byChance: number };

type Counts = Map<string, { right: number; wrong: number }>;

const hedge =
  /\b(may|might|could|perhaps|probably|about|some|somewhat|often|usually|likely|a little|roughly|partly|seems?)\b/;
const absolute =
  /\b(all|always|never|only|every|everybody|everyone|nobody|nothing|none|any|must|each|whole|completely)\b/;
const negation = /\b(not|no|never|nobody|nothing|none|nor|neither|without)\b|n't\b/;
const reason = /\b(because|since|so|as|therefore|then|otherwise|or)\b/;

/** What an option shows by itself. */
function ownMarks(text: string): Set<string> {
  const plain = text.toLowerCase().replaceAll('’', "'");
  const words = plain.match(/[\p{L}\p{N}]+(?:'\p{L}+)*/gu) ?? [];
  const marks = new Set(words.map((word) => `“${word}”`));
  words.forEach((word, index) => {
    const next = words[index + 1];
    if (next !== undefined) marks.add(`“${word} ${next}”`);
  });
  if (words[0] !== undefined) marks.add(`begins with “${words[0]}”`);
  const cues: [string, boolean][] = [
    ['a hedge', hedge.test(plain)],
    ['an absolute', absolute.test(plain)],
    ['a negation', negation.test(plain)],
    ['a reason or a threat joined on', reason.test(plain)],
    ['a question mark', plain.includes('?')],
    ['a question at its end', /\?["”]?$/.test(plain)],
    ['two sentences or more', (plain.match(/[.?!](?=\s)/g) ?? []).length > 0],
    ['a comma', plain.includes(',')],
    ['two commas or more', plain.split(',').length > 2],
    ['a colon', plain.includes(':')],
    ['a number', /\d/.test(plain)],
    ['an exclamation mark', plain.includes('!')],
  ];
  for (const [cue, there] of cues) if (there) marks.add(cue);
  return marks;
}

/** What each option of a question shows, by itself and beside the others. */
function marksOf({ options }: OptionSet): Set<string>[] {
  const all = options.map(ownMarks);
  const lengths = options.map(({ length }) => length);
  const most = Math.max(...lengths);
  const least = Math.min(...lengths);
  const alone = (length: number) => lengths.filter((each) => each === length).length === 1;
  return all.map((marks, index) => {
    const length = lengths[index] ?? 0;
    const beside = [
      ...(length === most && alone(most) ? ['the longest option'] : []),
      ...(length === least && alone(least) ? ['the shortest option'] : []),
      ...[...marks]
        .filter((mark) => !mark.startsWith('“') && !mark.startsWith('begins'))
        .filter((mark) => all.every((other) => other === marks || !other.has(mark)))
        .map((mark) => `alone with ${mark}`),
    ];
    return new Set([...marks, ...beside]);
  });
}

type Read = { marks: Set<string>[]; key: number };

function count(read: readonly Read[]): Counts {
  const counts: Counts = new Map();
  for (const { marks, key } of read) {
    for (const [index, own] of marks.entries()) {
      for (const mark of own) {
        const before = counts.get(mark) ?? { right: 0, wrong: 0 };
        before[index === key ? 'right' : 'wrong'] += 1;
        counts.set(mark, before);
      }
    }
  }
  return counts;
}

/** ln P(mark | right) − ln P(mark | wrong). */
function weigh({ right, wrong }: { right: number; wrong: number }, rights: number, wrongs: number) {
  return Math.log((right + 1) / (rights + 2)) - Math.log((wrong + 1) / (wrongs + 2));
}

function totals(read: readonly Read[]): { rights: number; wrongs: number } {
  const options = read.reduce((sum, { marks }) => sum + marks.length, 0);
  return { rights: read.length, wrongs: options - read.length };
}

/** The share of one question that a guess earns: 1, 0, or a part where several options look equally right. */
function earn({ marks, key }: Read, score: (marks: Set<string>) => number): number {
  const scores = marks.map(score);
  const most = Math.max(...scores);
  const best = scores.flatMap((each, index) => (most - each < 1e-9 ? [index] : []));
  return best.includes(key) ? 1 / best.length : 0;
}

/**
 * Guesses the right options of each group from those of the others, and names the marks that give them away.
 * @param groups the questions of a course, a group for each module
 * @returns `earned`: of each group what each question's guess earned, in order; `marks`: of all groups, those that tell
 * most first
 */
export function guessByStyle(groups: readonly (readonly OptionSet[])[]): {
  earned: number[][];
  marks: Mark[];
} {
  const read = groups.map((group) =>
    group.map((set): Read => ({ marks: marksOf(set), key: set.key })),
  );
  const whole = count(read.flat());
  const all = totals(read.flat());
  const earned = read.map((group) => {
    const own = count(group);
    const less = totals(group);
    const rights = all.rights - less.rights;
    const wrongs = all.wrongs - less.wrongs;
    if (rights === 0) return group.map(({ marks }) => 1 / marks.length);
    const weights = new Map<string, number>();
    for (const [mark, { right, wrong }] of whole) {
      const mine = own.get(mark) ?? { right: 0, wrong: 0 };
      const rest = { right: right - mine.right, wrong: wrong - mine.wrong };
      // What was met once tells nothing of a habit.
      if (rest.right + rest.wrong > 1) weights.set(mark, weigh(rest, rights, wrongs));
    }
    const score = (marks: Set<string>) =>
      [...marks].reduce((sum, mark) => sum + (weights.get(mark) ?? 0), 0);
    return group.map((each) => earn(each, score));
  });
  const marks = [...whole]
    .map(([mark, { right, wrong }]) => ({ mark, right, wrong, tells: tell(right, wrong, all) }))
    .filter(({ right, wrong }) => right + wrong >= 4)
    .toSorted((one, other) => other.tells - one.tells || (one.mark < other.mark ? -1 : 1))
    .map(({ mark, right, wrong }) => ({ mark, right, wrong }));
  return { earned, marks };
}

/** How much a mark tells: Dunning's likelihood ratio (1993, Computational Linguistics 19:61-74), large for what is both frequent and one-sided. */
function tell(right: number, wrong: number, { rights, wrongs }: ReturnType<typeof totals>) {
  const share = (right + wrong) / (rights + wrongs);
  const part = (seen: number, expected: number) =>
    seen === 0 ? 0 : seen * Math.log(seen / expected);
  return (
    part(right, rights * share) +
    part(rights - right, rights * (1 - share)) +
    part(wrong, wrongs * share) +
    part(wrongs - wrong, wrongs * (1 - share))
  );
}

/** Adds up guesses. `sets` and `earned` go together. */
export function countGuesses(sets: readonly OptionSet[], earned: readonly number[]): GuessCount {
  return {
    questions: sets.length,
    found: earned.reduce((sum, each) => sum + each, 0),
    byChance: sets.reduce((sum, { options }) => sum + 1 / options.length, 0),
  };
}
