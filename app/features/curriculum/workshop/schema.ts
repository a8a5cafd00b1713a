import type { Refusal, Turn } from '#app/features/curriculum/compiler/files/turns.server.ts';

/** Work for the workshop: a name, and what goes in and comes out, as data that threads can hand over. */
export type Task<Given, Made> = { readonly name: string; readonly does?: (given: Given) => Made };

/** Names a task. What it does is bound to it in `app/server/workshop-thread.ts`. */
export function defineTask<Given, Made>(name: string): Task<Given, Made> {
  return { name };
}

/** What a thread starts with. `refused`: texts that ran out of time or memory, by key. */
export type ThreadStart = { entry: string; refused: ReadonlyMap<string, Refusal> };

/** What a thread is asked. */
export type Asked = { id: number; task: string; given: unknown };

/** What it says: whose turn it is from now on, or how something that it was asked ended. */
export type Said =
  | { turn: Turn | null }
  | { id: number; made: unknown }
  | { id: number; failed: unknown };
