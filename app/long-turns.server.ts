import { setImmediate } from 'node:timers';

/**
 * One thread answers everybody: whoever keeps it in one turn of the event loop keeps all others waiting. On SQLite even
 * what is awaited goes on in the same turn. What takes long asks here between its steps, and goes on in a later turn.
 */

const mostMs = 10;
let begunAt: number | null = null;

function begin(): void {
  begunAt = performance.now();
  // What waits comes before this is called: then another turn has begun.
  setImmediate(() => {
    begunAt = null;
  });
}

/** Whether this turn has lasted long enough, since this was first asked in it, for others to have theirs. */
export function isLongTurn(): boolean {
  if (begunAt === null) begin();
  return begunAt !== null && performance.now() - begunAt > mostMs;
}

/** Resolves in a later turn, when those who wait now have been served. */
export function nextTurn(): Promise<void> {
  return new Promise((go) => {
    setImmediate(() => {
      if (begunAt === null) begin();
      go();
    });
  });
}

/** Runs the steps of a generator, as many in a turn as do not take long. @returns what it returns */
export async function inTurns<Made>(steps: Generator<unknown, Made>): Promise<Made> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (isLongTurn()) await nextTurn();
  }
}

/** As `Array.map`, over as many turns as it takes. */
export async function mapInTurns<Of, Made>(
  list: readonly Of[],
  make: (of: Of) => Made,
): Promise<Made[]> {
  const made: Made[] = [];
  for (const of of list) {
    made.push(make(of));
    if (isLongTurn()) await nextTurn();
  }
  return made;
}
