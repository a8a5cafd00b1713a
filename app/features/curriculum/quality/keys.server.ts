import type { ItemTrait } from './file.server.ts';
import type { QualityReport } from './report.server.ts';

/** Rules about the right options of one quiz, taken together (P10). */

type Choice = NonNullable<ItemTrait['choice']> & { item: ItemTrait };

/** From how many questions on a share of them says something: under this, one question is more than a tenth. */
const enough = { longest: 5, place: 6, opening: 8, lengths: 12 } as const;

const lengthShare = { least: 0.25, most: 0.4 } as const;

function linesOf(choices: readonly Choice[]): string {
  return choices.map(({ item }) => item.line).join(', ');
}

/** Whether the right option alone is the longest (`Math.max`) or the shortest (`Math.min`). */
function isAlone(end: (...lengths: number[]) => number) {
  return ({ options, key }: Choice): boolean => {
    const lengths = options.map(({ length }) => length);
    const extreme = end(...lengths);
    return lengths[key] === extreme && lengths.filter((each) => each === extreme).length === 1;
  };
}

function checkLengths(choices: readonly Choice[], report: QualityReport): void {
  const ends = [
    { name: 'longest', found: choices.filter(isAlone(Math.max)) },
    { name: 'shortest', found: choices.filter(isAlone(Math.min)) },
  ];
  for (const { name, found } of ends) {
    const share = found.length / choices.length;
    const [at] = found.length > 0 ? found : choices;
    if (at === undefined) return;
    if (name === 'longest' && choices.length >= enough.longest && share > lengthShare.most) {
      report.found(
        'P10-key-longest',
        at.item,
        `the right option is the longest in ${found.length} of ${choices.length} questions (at most 40% may be), so choosing the longest would pass; shorten some on lines ${linesOf(found)}.`,
      );
    } else if (choices.length >= enough.lengths && share > lengthShare.most) {
      report.found(
        'P10-key-length',
        at.item,
        `the right option is the ${name} in ${found.length} of ${choices.length} questions (25% to 40% should be), so choosing the ${name} pays; change some on lines ${linesOf(found)}.`,
      );
    } else if (
      choices.length >= enough.lengths &&
      found.length < Math.floor(lengthShare.least * choices.length)
    ) {
      report.found(
        'P10-key-length',
        at.item,
        `the right option is the ${name} in ${found.length} of ${choices.length} questions (25% to 40% should be), so passing over the ${name} pays; let it be so in some more.`,
      );
    }
  }
}

function checkPlaces(choices: readonly Choice[], report: QualityReport): void {
  if (choices.length < enough.place) return;
  const widest = Math.max(...choices.map(({ options }) => options.length));
  for (let place = 0; place < Math.min(3, widest); place++) {
    const here = choices.filter(({ key }) => key === place);
    const even = choices.reduce((sum, { options }) => sum + 1 / options.length, 0) / choices.length;
    const share = here.length / choices.length;
    if (Math.abs(share - even) <= 0.15 + 1e-9) continue;
    const [at] = here.length > 0 ? here : choices;
    if (at === undefined) continue;
    report.found(
      'P10-key-place',
      at.item,
      `the right option is number ${place + 1} in ${here.length} of ${choices.length} questions, too far from an even spread to hide it; ${share > even ? `move some of those on lines ${linesOf(here)}` : 'move some right options there'}.`,
    );
    return;
  }
}

function checkOpenings(choices: readonly Choice[], report: QualityReport): void {
  if (choices.length < enough.opening) return;
  const byWord = new Map<string, Choice[]>();
  for (const choice of choices) {
    const word = choice.opening.toLowerCase();
    if (word !== '') byWord.set(word, [...(byWord.get(word) ?? []), choice]);
  }
  for (const [word, found] of byWord) {
    const [first] = found;
    if (first === undefined || found.length <= choices.length / 2) continue;
    report.found(
      'P10-key-opening',
      first.item,
      `the feedback on the right option begins with \`${word}\` in ${found.length} of ${choices.length} questions, so that readers take the verdict and leave the reason; begin some with the reason, as on lines ${linesOf(found)}.`,
    );
  }
}

/** Checks the right options of a quiz: how long they are, where they stand, and what they are told. */
export function checkKeys(items: readonly ItemTrait[], report: QualityReport): void {
  const choices = items.flatMap((item) => (item.choice === null ? [] : [{ item, ...item.choice }]));
  checkLengths(choices, report);
  checkPlaces(choices, report);
  checkOpenings(choices, report);
}
