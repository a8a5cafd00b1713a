/** What was looked at, and what of it was not as it must be. */
export class Findings {
  /** What the next findings are about. */
  about = '';
  readonly #lines: string[] = [];
  #wrong = 0;
  #right = 0;

  /** Holds what is so against what must be so, both as JSON. */
  expect(what: string, is: unknown, must: unknown): void {
    const [one, other] = [JSON.stringify(is), JSON.stringify(must)];
    if (one === other) {
      this.#right += 1;
      return;
    }
    this.#wrong += 1;
    this.#lines.push(`  WRONG, ${this.about}: ${what}: ${one} and must be ${other}`);
  }

  /** Something to tell that is neither right nor wrong. */
  note(text: string): void {
    this.#lines.push(`  ${this.about}: ${text}`);
  }

  /** Prints all. @returns whether nothing was wrong */
  print(title: string): boolean {
    process.stdout.write(`${title}: ${this.#right} right, ${this.#wrong} wrong\n`);
    process.stdout.write(`${this.#lines.join('\n')}\n`);
    return this.#wrong === 0;
  }
}

/** Asks every 100 ms until `is` says so or the time is over. @returns the last answer */
export async function until<T>(ask: () => Promise<T>, is: (answer: T) => boolean, seconds: number) {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (is(answer) || performance.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
