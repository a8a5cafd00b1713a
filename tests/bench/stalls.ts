import { paths } from '#app/paths.ts';
import type { Program } from '#tests/support/program.ts';
import { type Sent, send } from '#tests/support/send.ts';
import { askToWork, startProbed, type Turn, takeTurns } from '#tests/support/turns.ts';
import { correctKeys, enlargeContent } from './academy/large-content.ts';
import type { AcademyPlan } from './academy/schema.ts';
import { percentile } from './measure.ts';
import type { Scenario } from './scenario.ts';
import { listScenarios } from './scenarios/all.ts';
import { listLarge } from './scenarios/large.ts';
import { emptyRoute } from './scenarios/public.ts';
import type { Setting } from './setting.ts';

/**
 * For how long one request of each kind keeps everybody else waiting, with content as large as it may be and a cohort of
 * hundreds: the longest turn of the server's event loop. As CPU of its thread, without collections of garbage, and as a
 * multiple of a piece of work that is timed in the same process: other programs on the machine change neither by much.
 */

/** What a turn may take, in such pieces: one takes 6 ms of CPU on the machine where 50 ms were the aim. */
const mostPieces = 8;
/** A request is made again before it is called too long: noise does not come every time, and what is slow stays so. */
const tries = 4;
/** A first request compiles code of its own, which only another server does again. */
const servers = 3;

/** The longest turn of a kind of request in ms of CPU: of the first request to a server, and of later ones. */
export type Stall = { name: string; first: number; later: number; pieces: number };

/** Of the program that does nothing else: the most that a turn may take now. */
async function measurePiece(server: Program): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < 5; count += 1) times.push(await askToWork(server));
  return percentile(times, 0.5);
}

const longest = (turns: readonly Turn[]) => Math.max(0, ...turns.map(({ cpu, gc }) => cpu - gc));

async function read({ url }: Program, { path, cookie = '' }: Sent): Promise<string> {
  const page = await fetch(url + path, { headers: { Cookie: cookie } });
  if (page.status !== 200) throw new Error(`${path} answers ${page.status}.`);
  return page.text();
}

async function ask(server: Program, { name, make, prepare, expect = 200 }: Scenario, n: number) {
  const more = await prepare?.(n, (request) => read(server, request));
  const made = make(n);
  const request = more ? { ...made, form: { ...made.form, ...more } } : made;
  const { status } = await send(server.port, request);
  if (status !== expect)
    throw new Error(`${name}: ${request.path} answers ${status}, not ${expect}.`);
  return longest(await takeTurns(server));
}

/**
 * Measures all kinds; those whose longest turn was too long, on servers started anew.
 * @throws Error that names the kinds whose requests kept everybody waiting each time
 */
export async function measureStalls(setting: Setting, plan: AcademyPlan): Promise<Stall[]> {
  const place = await setting.place('stalls');
  enlargeContent(place.contentDir);
  const academy = await setting.fill(place, plan);
  // The first server publishes it: what was taken before can be regraded.
  const corrected = correctKeys(place.contentDir);
  const scenarios = [...listScenarios(academy), ...listLarge(academy, { ...place, corrected })];
  const all = scenarios.filter(({ most }) => most === undefined || most > tries);
  const stalls = new Map<string, Stall>();
  let left = all;
  for (let count = 0; count < servers && left.length > 0; count += 1) {
    const server = await startProbed(place.variables);
    setting.keep(server);
    // What all pages share is no page's own.
    for (let n = 0; n < 10; n += 1) await ask(server, emptyRoute, n);
    await ask(server, { name: 'front page', make: () => ({ path: paths.home() }) }, 0);
    await askToWork(server);
    const long: Scenario[] = [];
    for (const scenario of left) {
      const stall = await measureStall(server, scenario, count * tries);
      stalls.set(scenario.name, stall);
      if (stall.pieces > mostPieces) long.push(scenario);
    }
    await server.end();
    left = long;
    process.stdout.write('.');
  }
  if (left.length > 0) {
    const told = left.map(({ name }) => {
      const { first = 0, later = 0, pieces = 0 } = stalls.get(name) ?? {};
      return `${name}: ${first.toFixed(0)} ms at first, ${later.toFixed(0)} ms later, ${pieces.toFixed(1)} of ${mostPieces} pieces`;
    });
    throw new Error(`Requests keep everybody waiting for too long:\n${told.join('\n')}`);
  }
  return [...stalls.values()];
}

/** `from`: how many of its requests were made before, to other servers. */
async function measureStall(server: Program, scenario: Scenario, from: number): Promise<Stall> {
  const before = await measurePiece(server);
  const first = await ask(server, scenario, from);
  const later = [];
  for (let n = 1; n < tries; n += 1) later.push(await ask(server, scenario, from + n));
  const least = Math.min(...later);
  const piece = Math.max(before, await measurePiece(server));
  return { name: scenario.name, first, later: least, pieces: Math.max(first, least) / piece };
}
