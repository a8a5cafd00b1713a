/** Levels of Bloom's revised taxonomy, from 1 (remember) to 6 (create), and the verbs that objectives may start with. */
const verbsByLevel = [
  'define list match name outline recall recite record repeat state',
  'associate classify describe discuss explain express identify illustrate paraphrase recognise report restate summarise translate',
  'accept adapt answer apply ask assign avoid build calculate carry choose coach complete conduct convert deliver demonstrate facilitate hand interpret lead listen make modify negotiate offer open perform practise predict prepare present produce protect rehearse repair respond role-play screen select sequence show solve support track use write',
  'analyse break check compare contrast detect differentiate distinguish examine investigate map relate separate sort test',
  'appraise argue assess challenge critique decide defend evaluate judge justify prioritise rate recommend review weigh',
  'combine compose construct create design develop devise draft formulate integrate invent plan propose revise',
] as const;

/** Verbs that nobody can observe, and so nobody can test. */
export const deniedVerbs =
  /^(understand|know|learn|appreciate|grasp|realise|realize|believe|feel|be aware|become aware|become familiar|be familiar|gain|acquire|consider|explore|value|respect)\b/i;

const levels = new Map(
  verbsByLevel.flatMap((verbs, index) =>
    verbs.split(' ').map((verb): [string, number] => [verb, index + 1]),
  ),
);

/** Verbs whose doing itself has to be seen or read: to pick out a line is not to say one. */
const doing = new Set(
  'build carry coach compose conduct construct create deliver demonstrate design develop draft facilitate formulate make open perform plan present produce rehearse repair role-play show write'.split(
    ' ',
  ),
);

/** Whether an objective asks for doing something, which no choice among options can show. */
export function asksForDoing(objective: string): boolean {
  return doing.has(verbOf(objective).toLowerCase());
}

/** From here on a verb asks to do something with what is known. */
export const applyLevel = 3;

const american: [RegExp, string][] = [
  [/ize$/, 'ise'],
  [/yze$/, 'yse'],
  [/^practice$/, 'practise'],
];

/** Whether a word is one of the verbs that objectives may use. */
export function isObjectiveVerb(word: string): boolean {
  return levelOfVerb(word) !== null;
}

function levelOfVerb(word: string): number | null {
  const lower = word.toLowerCase();
  const british = american.reduce((verb, [end, other]) => verb.replace(end, other), lower);
  return levels.get(lower) ?? levels.get(british) ?? null;
}

/** The first word of an objective. */
export function verbOf(objective: string): string {
  return /^[\p{L}-]+/u.exec(objective.trim())?.[0] ?? '';
}

/** The level of an objective by its first word, from 1 to 6; null: not a verb that objectives may start with. */
export function bloomLevelOf(objective: string): number | null {
  return levelOfVerb(verbOf(objective));
}
