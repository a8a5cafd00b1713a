import type {
  ChoiceKind,
  Scene,
  ScenarioChoice as SceneChoice,
} from '#app/features/curriculum/items/schema.ts';
import type { Step } from './rules.ts';

/** Looking back on a finished conversation: what was strong, what was stronger, where two runs part. No I/O. */

/** How a conversation ended. */
export type Ending = NonNullable<Scene['end']>;

/** The words for the kind of a choice, as reviews and tables say them. */
export const kindWords: Record<ChoiceKind, string> = {
  best: 'Strong',
  fair: 'Fair',
  weak: 'Weak',
  repair: 'Repair',
  safety: 'Stepping back',
};

/** The shape and color of a kind: a state like any other, with its word beside it. */
export const kindStates: Record<ChoiceKind, 'done' | 'underway' | 'overdue'> = {
  best: 'done',
  fair: 'underway',
  weak: 'overdue',
  repair: 'done',
  safety: 'done',
};

/** What a kind says of the moment, in a sentence, never of the person. */
export const kindSentences: Record<ChoiceKind, string> = {
  best: 'As strong as anything on offer here.',
  fair: 'It kept things going. A stronger line was there.',
  weak: 'It cost something here.',
  repair: 'A mistake was owned aloud and mended.',
  safety: 'Never marked wrong here.',
};

/** The words for how a conversation ended. */
export const endingWords: Record<Ending, string> = {
  good: 'A good ending',
  mixed: 'A mixed ending',
  poor: 'A poor ending',
  safe: 'A safe ending: you stepped back',
};

/** The shape and color of an ending. */
export const endingStates: Record<Ending, 'done' | 'underway' | 'overdue'> = {
  good: 'done',
  mixed: 'underway',
  poor: 'overdue',
  safe: 'done',
};

/**
 * The choices that would have been stronger than a fair or weak one: the best among what was offered, else, after a
 * weak one, what was fair or a repair. None after a choice that was best, a repair or a step back.
 * @param kindOf the kind of a choice by its id; null when it is not known
 */
export function strongerThan(
  step: Pick<Step, 'choice' | 'offered'>,
  kindOf: (choiceId: string) => ChoiceKind | null,
): SceneChoice[] {
  const kind = kindOf(step.choice.id);
  if (kind !== 'fair' && kind !== 'weak') return [];
  const ofKind = (...kinds: ChoiceKind[]) =>
    step.offered.filter(({ id }) => {
      const one = kindOf(id);
      return id !== step.choice.id && one !== null && kinds.includes(one);
    });
  const best = ofKind('best');
  return best.length > 0 || kind === 'fair' ? best : ofKind('repair', 'fair');
}

/** A run for comparing: which choice was made in which scene, first to last. */
export type Path = readonly { sceneId: string; choiceId: string }[];

/**
 * The index of the first step at which two paths differ (one of them may have ended before); null when they are the
 * same from beginning to end.
 */
export function partingOf(one: Path, other: Path): number | null {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [one[index], other[index]];
    if (a?.sceneId !== b?.sceneId || a?.choiceId !== b?.choiceId) return index;
  }
  return null;
}
