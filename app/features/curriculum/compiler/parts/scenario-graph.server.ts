import type { Place, Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import { findLoops, reachableScenes } from '#app/features/curriculum/courses/scenario-rules.ts';
import type { WrittenScene } from './written-parts.server.ts';

/**
 * Checks that the scenes of a scenario hang together: each id once, every choice leads to a scene, every scene is reached,
 * and no way leads round in a circle.
 */
export function checkGraph(scenes: readonly WrittenScene[], report: Report): void {
  const [start] = scenes;
  if (start !== undefined && start.end !== null && start.choices.length === 0) {
    report.error(
      'scenario-graph',
      start.place,
      'the first scene is where the conversation starts, and this one ends it; give it choices, or put the start before it.',
    );
  }
  const places = new Map<string, Place>();
  for (const { id, place } of scenes) {
    const twin = places.get(id);
    if (id !== '' && twin !== undefined) {
      report.error(
        'duplicate-id',
        place,
        `the scene \`${id}\` is already on line ${twin.line}; every scene of a scenario needs its own id.`,
      );
    }
    places.set(id, twin ?? place);
  }
  let allKnown = true;
  for (const { choices } of scenes) {
    for (const { to, place } of choices) {
      if (places.has(to)) continue;
      allKnown = false;
      report.error(
        'scenario-graph',
        place,
        `this scenario has no scene \`${to}\`.${didYouMean(to, places.keys())}`,
      );
    }
  }
  for (const { scenes: round, from, choice } of findLoops(scenes)) {
    const place = scenes.find(({ id }) => id === from)?.choices[choice]?.place;
    const back = round[0] ?? '';
    if (place === undefined) continue;
    report.error(
      'scenario-graph',
      place,
      `this choice leads back to \`${back}\`, so the conversation can go round in a circle (${[...round, back].join(' → ')}); let it lead to a scene further on.`,
    );
  }
  // A choice that leads nowhere would make scenes look lost that are only misspelt.
  if (!allKnown) return;
  const reached = reachableScenes(scenes);
  for (const { id, place } of scenes) {
    if (id === '' || reached.has(id)) continue;
    report.error(
      'scenario-graph',
      place,
      `no choice leads to the scene \`${id}\`; link to it with \`(#${id})\`, or remove it.`,
    );
  }
}
