import { describe, expect, test } from 'vitest';
import { claimIn } from '#app/features/curriculum/quality/claims.server.ts';
import {
  countWords,
  findNames,
  gradeOf,
  listSpeech,
  readSentences,
  withoutSpeech,
} from '#app/features/curriculum/quality/text.server.ts';
import { bloomLevelOf, deniedVerbs } from '#app/features/curriculum/quality/verbs.server.ts';

const sentencesOf = (text: string) => readSentences(text).map((sentence) => sentence.text);

describe('sentences', () => {
  test('end where a reader would end them', () => {
    expect(sentencesOf('At 9.30 p.m. Mr. Tran called. Dr Smith et al. found more.')).toEqual([
      'At 9.30 p.m. Mr. Tran called.',
      'Dr Smith et al. found more.',
    ]);
    expect(sentencesOf('"Turn it off!" he says. "Why?" asks Luis, who waits.')).toHaveLength(2);
    // A number before the full stop is no number of a list.
    expect(sentencesOf('It was 27. Contact helped. It fell by 14%. "So?" he asks.')).toHaveLength(
      4,
    );
    expect(sentencesOf('They counted 2019/20. By then it was over.')).toHaveLength(2);
  });

  test('know where they start and how many words they have', () => {
    const [first, second] = readSentences('One tail-light is out. It’s 9 o’clock.');
    expect(first?.words.map(({ text }) => text)).toEqual(['One', 'tail-light', 'is', 'out']);
    expect([second?.at, second?.words.length]).toEqual([23, 3]);
  });

  test.each([
    ['The keys were lost in the yard.', true],
    ['The recruits were trained in June.', true],
    ['The note had been written before.', true],
    ['Nobody is hurt, and the milk is gone.', false],
    ['She is tired and a little worried.', false],
    ['You stop the car and give your name.', false],
    ['They needed a plan.', false],
  ])('%s passive: %s', (text, passive) => {
    expect(readSentences(text).map((sentence) => sentence.passive)).toEqual([passive]);
  });
});

describe('the reading grade', () => {
  test('follows its formula, names left out', () => {
    const sentences = readSentences('The cat sat on the mat. It was warm.');
    // 9 words, 2 sentences, 9 syllables.
    expect(gradeOf(sentences, new Set())).toBeCloseTo(0.39 * (9 / 2) + 11.8 * 1 - 15.59, 6);
    const told = readSentences('You met Adeyemi there. Adeyemi waited.');
    const names = findNames(told);
    expect([...names]).toEqual(['Adeyemi']);
    // Without the name: 3 words and 1 word, 2 syllables in "waited".
    expect(gradeOf(told, names)).toBeCloseTo(0.39 * 2 + 11.8 * (5 / 4) - 15.59, 6);
  });

  test('takes no word for a name that is also written small, and none at the start alone', () => {
    const sentences = readSentences(
      'Patience helps. They call it Patience, and patience it is. Hope.',
    );
    expect([...findNames(sentences)]).toEqual([]);
  });
});

test('speech is told from what the lesson says', () => {
  const text = 'He says "five percent" and waits. “Never,” she says.';
  expect(withoutSpeech(text)).toBe('He says                and waits.          she says.');
  expect(withoutSpeech(text)).toHaveLength(text.length);
  expect(listSpeech(text).map((speech) => speech.text)).toEqual(['five percent', 'Never,']);
  expect(countWords('It’s 5 – or so.')).toBe(4);
});

describe('a claim that needs a source', () => {
  test.each([
    'Burglary fell by 14 per cent in a year.',
    'In role-plays, 48% earned a good rating.',
    'One in five callers hung up.',
    'Trained officers were twice as likely to explain.',
    'They compared 615 stops before and after.',
    'The average link was modest (r = .21).',
    'Trust fell sharply after 2019/20.',
    'A trial in three cities compared trained and untrained officers.',
    'Researchers found no difference in force.',
    'Two reviews show small gains.',
    'A large survey measured trust in 28 countries.',
    'The Crisis Assistance Project sends two people.',
    'The ICAT training has seven parts.',
    'The authors later reported an error in their data.',
  ])('%s', (sentence) => {
    expect(claimIn(sentence)).not.toBeNull();
  });

  test.each([
    'Work in fours for 25 minutes, as Luis, an officer and an observer.',
    'It is ten to six, and the rain has stopped.',
    'This is the third noise call to 12 Quay Lane this month.',
    'Say the first 45 words aloud.',
    'A study like this could show a link and no more.',
    'Study the sheet and put it away.',
    'What did the trial find?',
    'Did 48% of them pass?',
    'You can test your own guess within a week.',
    'If a survey showed you that, what would you do?',
    'Review your notes before the next shift.',
    'Two or three minutes are enough.',
    'The trial is set for Monday, and she wants to be there.',
    'Arrive by 0900 hours and park behind the station.',
    'Put it in one of three trays.',
    'She is the only officer on the Port Ellery Harbour Project.',
  ])('not: %s', (sentence) => {
    expect(claimIn(sentence)).toBeNull();
  });
});

test('objectives are sorted by their verb, in either spelling', () => {
  const levels = ['Recall', 'Explain', 'Apply', 'Compare', 'Defend', 'Design'].map((verb) =>
    bloomLevelOf(`${verb} the four habits.`),
  );
  expect(levels).toEqual([1, 2, 3, 4, 5, 6]);
  expect(bloomLevelOf('Summarize it.')).toBe(bloomLevelOf('Summarise it.'));
  expect(bloomLevelOf('Analyze it.')).toBe(4);
  expect(bloomLevelOf('Dance it.')).toBeNull();
  expect(
    ['Understand it', 'Be aware of it', 'become familiar with'].every((text) =>
      deniedVerbs.test(text),
    ),
  ).toBe(true);
});
