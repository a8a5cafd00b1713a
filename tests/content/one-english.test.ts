import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The shipped course is written in Canadian English. Words of other Englishes that crept in before are found here. */

const course = 'content/courses/communication-and-empathy';

const words: Readonly<Record<string, string>> = {
  'lorry|lorries': 'truck',
  'torch(es)?': 'flashlight',
  'pavements?': 'sidewalk',
  'car parks?': 'parking lot',
  'kerbs?': 'curb',
  'tyres?': 'tire',
  'trams?(?! Road)': 'streetcar',
  laundrette: 'laundromat',
  bonnet: 'hood',
  'number plates?': 'licence plate',
  'programmes?': 'program',
  'judgements?': 'judgment',
  'rang|rung up|ring (me|him|her|them|us|back)': 'call',
  '(recogn|organ|apolog|summar|random|harmon|emphas)is(e|ed|es|ing|ation)': '-ize',
  'color|center|license plate|gray|traveler': 'colour, centre, licence, grey, traveller',
};

/** What readers meet: without ids, links and the names of sources. */
function wordsOf(text: string): string {
  return text
    .replace(/\b(id|objective|lesson|src|tags|variables)="[^"]*"/g, '')
    .replace(/\((#|\.\/)[^)]*\)/g, '')
    .replace(/^( *- )?(id|objective): .*$/gm, '')
    .replace(/^[a-z0-9-]+:$/gm, '');
}

const files = readdirSync(course, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.mdx') || name === 'glossary.yml',
);

test.each(Object.entries(words))('the course does not say %s', (pattern, instead) => {
  const found = files.flatMap((name) => {
    const text = wordsOf(readFileSync(join(course, name), 'utf8'));
    return [...text.matchAll(new RegExp(`\\b(?:${pattern})\\b`, 'gi'))].map(
      ([word]) => `${name}: ${word}`,
    );
  });
  expect(found, `write ${instead}`).toEqual([]);
});
