import type { Fields } from '#tests/support/fields.ts';
import type { Sent } from '#tests/support/send.ts';

/** One kind of request. */
export type Scenario = {
  name: string;
  /** The status a good answer has, 200 if not said. */
  expect?: number;
  /** The n-th request of it. */
  make: (n: number) => Sent;
  /** What has to happen before it, with fields of its form that only a page knows. `read`: the page that a request gets. */
  prepare?: (n: number, read: (request: Sent) => Promise<string>) => Promise<Fields | undefined>;
  /** How often it can be made, where each request uses something up. */
  most?: number;
  /** The most that it may cost: so many times the empty route, or the scenario named. */
  aim?: { ratio: number; of?: string };
};

/** The n-th of a list that begins again at its end. @throws Error when it is empty */
export function pick<T>(list: readonly T[], n: number): T {
  const thing = list[n % list.length];
  if (thing === undefined) throw new Error('The academy of the benchmark holds nothing of this.');
  return thing;
}
