import { checkCardId, reflectCardId, scenarioCardId } from './block-rules.ts';

/** A form of the lesson page that was not taken: at which card, what was typed, and why. */
export type LessonProblem = { card: string; chosen: string[]; text: string; message: string };

/** What Conform says of a form that was not taken. */
type Refusal = {
  payload: Record<string, unknown>;
  error: Record<string, string[] | null> | null;
};

const toTexts = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string');

/**
 * Turns a refused form into what the page shows at the card it came from, with what was typed; null when the form names
 * no card and so did not come from the page.
 */
export function toLessonProblem({ payload, error }: Refusal): LessonProblem | null {
  const message = Object.values(error ?? {})
    .flatMap((messages) => messages ?? [])
    .join(' ');
  const { intent, check, reflect, scenario, option, body } = payload;
  const typed = { chosen: toTexts(option), text: toTexts(body)[0] ?? '', message };
  if (intent === 'answer-check' && typeof check === 'string') {
    return { card: checkCardId(check), ...typed };
  }
  if (intent === 'save-reflection' && typeof reflect === 'string') {
    return { card: reflectCardId(reflect), ...typed };
  }
  if (typeof scenario === 'string') return { card: scenarioCardId(scenario), ...typed };
  return null;
}
