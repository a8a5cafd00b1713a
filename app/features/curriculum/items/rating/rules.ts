import { single } from '../choice/rules.ts';
import { compareWhole } from '../comparison-rules.ts';
import type { ItemTypeRules } from '../type-rules.ts';

/** Rating on a scale of labelled points: nothing is right, and nothing is scored. Pure: no I/O. */
export const rating: ItemTypeRules = {
  ...single,
  name: 'a rating, not scored',
  scored: false,
  shuffled: false,
  toldByOptions: false,
  toRightAnswer: ({ options }) => options.slice(-1).map(({ id }) => id),
  toShown: ({ item, value }) => ({
    options: item.options.map((option) => ({
      ...option,
      chosen: value.includes(option.id),
      correct: null,
      feedbackHtml: null,
    })),
  }),
  toFeedback: () => [],
  toKeyLines: () => [],
  toCounted: () => [],
  comparison: compareWhole(() => true),
};
