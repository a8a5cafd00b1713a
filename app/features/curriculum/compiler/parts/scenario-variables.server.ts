import type { Place, Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import {
  type Line,
  textOfLine,
} from '#app/features/curriculum/compiler/syntax/text-lines.server.ts';
import type { Scenario } from '#app/features/curriculum/items/schema.ts';
import type { WrittenChoice } from './written-parts.server.ts';

/** Variables of scenarios: declared, changed and asked for. What is wrong is reported at its line. */

function checkVariable(name: string, known: readonly string[], place: Place, report: Report): void {
  if (known.includes(name)) return;
  report.error(
    'scenario-variable',
    place,
    known.length === 0
      ? `the variable \`${name}\` is not declared; write \`variables="${name} 0"\` on <Scenario>.`
      : `this scenario has no variable \`${name}\`; declare it in \`variables\` of <Scenario>.${didYouMean(name, known)}`,
  );
}

/** What a choice changes: `trust +1, time +3`. */
export function readEffects(line: Line | undefined, known: readonly string[], report: Report) {
  const effects: WrittenChoice['effects'] = [];
  if (line === undefined) return effects;
  for (const part of textOfLine(line).split(',')) {
    const [, variable, sign, by] = /^\s*([\w-]+)\s*([-+−])\s*(\d+)\s*$/.exec(part) ?? [];
    if (variable === undefined) {
      report.error(
        'scenario-variable',
        line.place,
        `\`${part.trim()}\` is no effect; write a variable and a change, as \`Effect: trust +1, time +3\`.`,
      );
      continue;
    }
    checkVariable(variable, known, line.place, report);
    if (effects.some((effect) => effect.variable === variable)) {
      report.error(
        'scenario-variable',
        line.place,
        `\`${variable}\` changes twice in one choice; write one change.`,
      );
    }
    effects.push({ variable, by: sign === '+' ? Number(by) : -Number(by) });
  }
  return effects;
}

const comparisons = ['at least', 'at most', 'below', 'above'] as const;

/**
 * When a choice is offered or a text is shown: `trust at least 2 and time at most 5`.
 * @param example how one is written where this one stands
 */
export function readConditions(
  text: string,
  place: Place,
  known: readonly string[],
  example: string,
  report: Report,
) {
  const conditions: WrittenChoice['conditions'] = [];
  for (const part of text.split(/\s+and\s+/)) {
    const match = /^\s*([\w-]+)\s+(at least|at most|below|above)\s+([-−]?\d+)\s*$/.exec(part);
    const is = comparisons.find((each) => each === match?.[2]);
    if (match === null || is === undefined) {
      report.error(
        'scenario-variable',
        place,
        `\`${part.trim()}\` is no condition; write \`${example}\`, with \`at least\`, \`at most\`, \`below\` or \`above\`, and \`and\` between two.`,
      );
      continue;
    }
    const variable = match[1] ?? '';
    checkVariable(variable, known, place, report);
    conditions.push({ variable, is, value: Number((match[3] ?? '').replace('−', '-')) });
  }
  return conditions;
}

/** The variables of a scenario: `trust 2, time 0`. */
export function readVariables(
  written: string | null,
  place: Place,
  report: Report,
): Scenario['variables'] {
  if (written === null) return [];
  const variables: Scenario['variables'] = [];
  for (const part of written.split(',')) {
    const [, name, start] = /^\s*([a-z][a-z0-9-]*)\s+([-−]?\d+)\s*$/.exec(part) ?? [];
    if (name === undefined || start === undefined) {
      report.error(
        'scenario-variable',
        place,
        `\`${part.trim()}\` is no variable; write a name and where it starts, as \`variables="trust 2, time 0"\`.`,
      );
    } else if (variables.some((variable) => variable.name === name)) {
      report.error('scenario-variable', place, `the variable \`${name}\` is declared twice.`);
    } else {
      variables.push({ name, start: Number(start.replace('−', '-')) });
    }
  }
  return variables;
}
