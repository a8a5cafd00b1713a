import type { PhrasingContent, RootContent } from 'mdast';
import type { Place } from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { Rubric } from '#app/features/curriculum/courses/schema.ts';
import type { Area, Picture } from '#app/features/curriculum/items/hot-spot/schema.ts';
import type { ChoiceKind, Item, Scenario, Scene } from '#app/features/curriculum/items/schema.ts';
import type { WrittenOption } from './option-text.server.ts';

/** Interactive parts as their authors wrote them, keys and all. */

/** Something with words of its own: an entry to order, one side of a match, a statement. */
export type WrittenEntry = { text: string; words: PhrasingContent[]; place: Place };

/** Places in a picture, each an option. The picture's size is 0 while it is not known. */
export type WrittenHotSpot = {
  type: 'hot-spot';
  picture: Omit<Picture, 'areas'>;
  options: (WrittenOption & { area: Area })[];
};

/** How a question is answered, with its key. `numeric`: both ends of what is right. */
export type WrittenAnswer =
  | { type: 'choice'; options: WrittenOption[] }
  | { type: 'ordering'; entries: WrittenEntry[] }
  | {
      type: 'matching';
      columns: [string, string];
      /** `right`: the text of a target. */
      pairs: { left: WrittenEntry; right: string }[];
      targets: WrittenEntry[];
    }
  | { type: 'numeric'; min: number; max: number; unit: string | null }
  | { type: 'text'; patterns: string[] }
  | { type: 'rating'; labels: WrittenEntry[] }
  | WrittenHotSpot;

/**
 * A question as its author wrote it. `required`: it counts for a lesson's completion. `explanation`: what is said of the
 * answer as a whole; choice items have feedback for each option instead. `choosing`: how several
 * options are chosen, where that is said or counts.
 */
export type WrittenItem = {
  type: 'item';
  id: string;
  objective: string | null;
  tags: string[];
  required: boolean;
  choosing: Item['choosing'];
  prompt: RootContent[];
  answer: WrittenAnswer;
  explanation: RootContent[];
  place: Place;
};

/** A prompt for a private note. */
type WrittenReflection = {
  type: 'reflection';
  id: string;
  prompt: RootContent[];
  place: Place;
};

/** A choice of a scene. A scene's only choice may say nothing of itself: it just goes on. */
export type WrittenChoice = {
  text: string;
  words: PhrasingContent[];
  to: string;
  kind: ChoiceKind;
  resident: PhrasingContent[];
  officer: PhrasingContent[];
  effects: Scenario['scenes'][number]['choices'][number]['effects'];
  conditions: Scenario['scenes'][number]['choices'][number]['conditions'];
  place: Place;
};

/** A piece of a scene's text: everything up to the next `<When>`, or one `<When>`, with its conditions. */
export type WrittenPassage = {
  conditions: WrittenChoice['conditions'];
  content: RootContent[];
  place: Place;
};

/** A scene; `end` set if it ends the conversation. `content`: all of its text; `passages`: the same, cut into pieces. */
export type WrittenScene = {
  id: string;
  title: string | null;
  end: Scene['end'];
  content: RootContent[];
  passages: WrittenPassage[];
  choices: WrittenChoice[];
  place: Place;
};

/** A branching conversation. */
export type WrittenScenario = {
  type: 'scenario';
  id: string;
  title: string;
  note: string | null;
  required: boolean;
  intro: RootContent[];
  variables: Scenario['variables'];
  scenes: WrittenScene[];
  place: Place;
};

/** A rubric of a practical. */
export type WrittenRubric = {
  type: 'rubric';
  id: string;
  title: string;
  lesson: string;
  pass: number;
  levels: Rubric['levels'];
  criteria: (WrittenEntry & { critical: boolean; levels: Rubric['levels'] })[];
  place: Place;
};

/** Statements of a survey, each answered on the survey's scale. */
export type WrittenScale = {
  type: 'scale';
  id: string;
  title: string;
  statements: (WrittenEntry & { reversed: boolean })[];
  place: Place;
};

/** Replies of a survey to put in order. */
export type WrittenRank = {
  type: 'rank';
  id: string;
  prompt: RootContent[];
  replies: WrittenEntry[];
  place: Place;
};

/** Something a cadet acts on, taken out of the page. */
export type WrittenPart =
  | WrittenItem
  | WrittenReflection
  | WrittenScenario
  | WrittenRubric
  | WrittenScale
  | WrittenRank;
