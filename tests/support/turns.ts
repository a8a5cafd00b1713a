import { once } from 'node:events';
import { type Program, serverArguments, startProgram } from './program.ts';

/**
 * A turn of a program's event loop in ms: `wall` on the clock and `cpu` of its thread, of which `gc` went into collecting
 * garbage.
 */
export type Turn = { from: number; to: number; wall: number; cpu: number; gc: number };

/** Starts the built server with a probe of its turns. @throws as `startProgram` */
export function startProbed(variables: Record<string, string>): Promise<Program> {
  const args = ['--import', './tests/support/turn-probe.mjs', ...serverArguments];
  return startProgram(args, variables, { channel: true });
}

/** The turns of 5 ms and more since this was last asked. */
export async function takeTurns({ child }: Program): Promise<Turn[]> {
  child.send('turns');
  const [{ turns }] = await once(child, 'message');
  return turns;
}

/** MB that the program's JavaScript still uses when all garbage is gone, which this collects. */
export async function askForLive({ child }: Program): Promise<number> {
  child.send('live');
  const [{ live }] = await once(child, 'message');
  return live;
}

/** CPU milliseconds that one and the same work takes the program now. */
export async function askToWork({ child }: Program): Promise<number> {
  child.send('work');
  const [{ worked }] = await once(child, 'message');
  return worked;
}
