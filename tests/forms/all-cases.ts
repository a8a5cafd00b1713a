import { chosenCases } from './chosen-cases.ts';
import { learnCases } from './learn-cases.ts';
import type { MakeCase } from './post-case.ts';
import { rosterCases } from './roster-cases.ts';
import { ruleCases } from './rule-cases.ts';
import { staffCases, toAuthorCases } from './staff-cases.ts';

/** Every form of the site, by its route and intent. `previewed`: the file of the content folder that an author has open. */
export const toAllCases = (previewed: string): Record<string, MakeCase> => ({
  ...learnCases,
  ...staffCases,
  ...rosterCases,
  ...ruleCases,
  ...chosenCases,
  ...toAuthorCases(previewed),
});
