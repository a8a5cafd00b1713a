import type { FormResult } from '#app/http/forms.server.ts';
import { checkCardId, reflectCardId, scenarioCardId } from './block-rules.ts';

/** A form of the lesson page that was not taken: at which card, what was typed, and why. */
export type LessonProblem = { card: string; chosen: string[]; text: string; message: string };

const toTexts = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string');

/**
 * Turns a refused form into what the page shows at the card it came from, with what was typed; null when there is none.
 */
export function toLessonProblem(refused: FormResult): LessonProblem | null {
  if (!refused) return null;
  const { initialValue, error } = refused;
  const message = Object.values(error ?? {})
    .flatMap((messages) => messages ?? [])
    .join(' ');
  const { intent, check, reflect, scenario, option, body } = initialValue ?? {};
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
