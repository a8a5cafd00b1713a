import { uptime } from 'node:os';

/**
 * The time of day of this process. It starts as the system's and goes on by a clock that nobody sets: whoever corrects the
 * system's clock by hours ends no attempt, no session and no lockout early, and lengthens none. Every `Date` follows it,
 * those of libraries too, so that no two parts of a decision are timed by different clocks.
 */

type Clock = { readonly system: DateConstructor; startedAt: number; rest: number };

// The server and the Remix build are two bundles: they have one clock.
const shared: typeof globalThis & { rapportClock?: Clock } = globalThis;

/** How long the machine has slept until now, in ms: the clock that nobody sets stands still meanwhile, its own does not. */
const restNow = () => uptime() * 1000 - performance.now();

// What `uptime` is told in, and how far apart it and the other clock are read.
const leastRestMs = 2000;

const nowOf = ({ startedAt }: Clock) => startedAt + performance.now();

function toDateOf(clock: Clock): DateConstructor {
  return new Proxy(clock.system, {
    apply: () => new clock.system(nowOf(clock)).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [nowOf(clock)] : args, newTarget),
    get: (target, key) =>
      key === 'now' ? () => Math.floor(nowOf(clock)) : Reflect.get(target, key),
  });
}

/** Takes the time of day from the system for the last time. @returns a function that gives it back (tests). */
export function keepSteadyTime(): () => void {
  if (shared.rapportClock) return () => undefined;
  const system = globalThis.Date;
  const clock = { system, startedAt: system.now() - performance.now(), rest: restNow() };
  shared.rapportClock = clock;
  const put = (date: DateConstructor) => {
    globalThis.Date = date;
    system.prototype.constructor = date;
  };
  put(toDateOf(clock));
  return () => {
    put(system);
    shared.rapportClock = undefined;
  };
}

/** Adds what the machine slept through since this was last asked: that time went by for everybody. */
export function passSleep(): void {
  const clock = shared.rapportClock;
  if (!clock) return;
  const slept = restNow() - clock.rest;
  if (slept < leastRestMs) return;
  clock.rest += slept;
  clock.startedAt += slept;
}

/** By how many seconds the system's clock was set forward (or back, below 0) since the start; 0 if it was not. */
export function secondsApart(): number {
  const clock = shared.rapportClock;
  return clock ? Math.round((clock.system.now() - nowOf(clock)) / 1000) : 0;
}
