import process from 'node:process';

/** Loaded into a program before it starts (`node --import`): its clock goes wrong by the seconds of CLOCK_SHIFT. */

const shift = Number(process.env.CLOCK_SHIFT) * 1000;
const { Date: system } = globalThis;
const now = () => system.now() + shift;

globalThis.Date = new Proxy(system, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
