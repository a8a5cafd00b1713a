import { createRandom } from '#app/features/records/gradings/order-rules.ts';

/** What decides in a run: every choice derives from a seed and a label, so that the same two choose the same again. */
export class Dice {
  readonly #random: () => number;

  constructor(seed: number, label: string) {
    this.#random = createRandom(seed, label);
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  /** True in this share of cases. */
  chance(share: number): boolean {
    return this.#random() < share;
  }

  /** @throws Error for an empty list: it would hide that there is nothing to attack */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('There is nothing to choose from.');
    return list[this.below(list.length)] as T;
  }

  /** One of the keys, each as often as its number says. */
  weigh<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries<number>(weights);
    let left = this.#random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name as Name;
    }
    return entries.at(-1)?.[0] as Name;
  }
}
