import type { PhrasingContent, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import {
  readWritten,
  type WrittenPage,
} from '#app/features/curriculum/compiler/compile/written-page.server.ts';
import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import {
  createReport,
  type Place,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import {
  entriesOf,
  optionsOf,
  typeOf,
} from '#app/features/curriculum/compiler/parts/answer-types.server.ts';
import { takeParts } from '#app/features/curriculum/compiler/parts/parts.server.ts';
import type {
  WrittenItem,
  WrittenPart,
} from '#app/features/curriculum/compiler/parts/written-parts.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import type { ItemType } from '#app/features/curriculum/items/schema.ts';
import { checkAccess } from './access.server.ts';
import {
  type CauseClaim,
  checkClaims,
  listCauseClaims,
  tellsOfCorrection,
} from './claims.server.ts';
import { checkItem } from './items.server.ts';
import { checkLanguage } from './language.server.ts';
import { checkLength } from './length.server.ts';
import { checkObjectives, placeOfHead } from './objectives.server.ts';
import {
  type Around,
  isInside,
  listPassages,
  type Passage,
  passageOf,
  placeIn,
} from './passages.server.ts';
import { checkReading, checkSurvey } from './reading.server.ts';
import { createQualityReport } from './report.server.ts';
import { checkRubrics } from './rubrics.server.ts';
import { checkScenario, type DecisionKinds, listDecisions } from './scenarios.server.ts';
import { rememberSentences, withoutSpeech } from './text.server.ts';

/**
 * A question, as the rules about a whole quiz need it. `rests`: sources cited where it asks and where it says why the right
 * answer is right. `choice`: the texts of three options or more of which one, number `key`, is right. `opening`: the first
 * word of what the right one is told.
 */
export type ItemTrait = Place & {
  objective: string | null;
  rests: string[];
  tags: string[];
  type: ItemType;
  choice: { key: number; options: string[]; opening: string } | null;
};

/** Words of a passage in small letters, and where each stands: what copied text is found by. */
export type WordRun = { words: string[]; lines: number[]; columns: number[] };

/** What the rules about a whole course need of a file. */
type QualityFacts = {
  cited: ({ id: string } & Place)[];
  causes: CauseClaim[];
  tellsOfCorrection: boolean;
  items: ItemTrait[];
  runs: WordRun[];
  hasScenario: boolean;
  /** The kinds of choice at each decision of its conversations. */
  decisions: DecisionKinds[];
};

/** What the quality check finds in a file by itself, and what it must know of it for the course. */
export type FileQuality = {
  problems: ContentProblem[];
  facts: QualityFacts;
  /** False: the file has syntax errors, so nothing can be said of it yet. */
  read: boolean;
};

type Words = { words: readonly PhrasingContent[]; place: Place };

/** The words of everything that was taken out of a page, keys and all, but for misconceptions. */
function passagesOfPart(part: WrittenPart, lines: readonly string[]): Passage[] {
  const blocks = (nodes: readonly RootContent[], ...inside: Around[]) =>
    listPassages(nodes, lines, inside);
  const words = (entries: readonly Words[], ...inside: Around[]) =>
    entries.map(({ words: own, place }) => passageOf(own, place, inside, lines));
  switch (part.type) {
    case 'reflection':
      return blocks(part.prompt, 'reflection');
    case 'rank':
      return [...blocks(part.prompt, 'survey'), ...words(part.replies, 'survey')];
    case 'scale':
      return words(part.statements, 'survey');
    case 'rubric':
      return part.criteria.flatMap(({ words: own, place, levels }) => [
        passageOf(own, place, ['rubric'], lines),
        ...levels.map((value) => passageOf([{ type: 'text', value }], place, ['rubric'], lines)),
      ]);
    case 'scenario':
      return [
        ...blocks(part.intro, 'scenario'),
        ...part.scenes.flatMap(({ content, choices }) => [
          ...blocks(content, 'scenario'),
          ...choices.flatMap((choice) => [
            passageOf(choice.words, choice.place, ['scenario'], lines),
            passageOf(choice.resident, choice.place, ['scenario'], lines),
            passageOf(choice.officer, choice.place, ['scenario'], lines),
          ]),
        ]),
      ];
    case 'item':
      return passagesOfItem(part, lines);
  }
}

function passagesOfItem({ prompt, answer, explanation }: WrittenItem, lines: readonly string[]) {
  const words = (entries: readonly Words[]) =>
    entries.map((entry) => passageOf(entry.words, entry.place, ['item'], lines));
  const options = optionsOf(answer) ?? [];
  return [
    ...listPassages(prompt, lines, ['item']),
    ...listPassages(explanation, lines, ['item']),
    ...words(options),
    ...options.flatMap(({ feedback }) => listPassages(feedback, lines, ['item'])),
    ...words(entriesOf(answer)),
  ];
}

/** What a reader is told at the top of a file. */
function passagesOfHead(file: ContentFile): Passage[] {
  const { frontmatter } = file.head;
  if (frontmatter === null) return [];
  const at = (value: string, ...path: (string | number)[]) =>
    passageOf([{ type: 'text', value }], placeOfHead(file, ...path), ['head'], []);
  const passages = [at(frontmatter.title, 'title'), at(frontmatter.summary, 'summary')];
  if ('contentNotes' in frontmatter)
    passages.push(
      ...frontmatter.contentNotes.map((note, index) => at(note, 'contentNotes', index)),
    );
  if ('objectives' in frontmatter)
    passages.push(
      ...frontmatter.objectives.map(({ text }, index) => at(text, 'objectives', index, 'text')),
    );
  return passages;
}

function toTrait(
  { objective, tags, prompt, explanation, answer, place }: WrittenItem,
  lines: readonly string[],
): ItemTrait {
  const options = answer.type === 'choice' ? answer.options : [];
  const keys = options.filter(({ correct }) => correct);
  const said = [...prompt, ...explanation, ...keys.flatMap(({ feedback }) => feedback)];
  const rests = listPassages(said, lines).flatMap(({ citations }) => citations.map(({ id }) => id));
  const trait = { ...place, objective, rests, tags: [...tags], type: typeOf(answer) };
  const [right, second] = keys;
  if (options.length < 3 || right === undefined || second !== undefined)
    return { ...trait, choice: null };
  const opening = /[\p{L}\p{N}'’]+/u.exec(
    right.feedback.map((node) => textOf(node)).join(' '),
  )?.[0];
  return {
    ...trait,
    choice: {
      key: options.indexOf(right),
      options: options.map(({ text }) => text),
      opening: opening ?? '',
    },
  };
}

/** The words of passages that are an author's own: local law and notes on a lesson's state may be the same everywhere. */
function listRuns(passages: readonly Passage[]): WordRun[] {
  return passages.flatMap((passage): WordRun[] => {
    if (isInside(passage, 'LocalRule', 'status', 'table')) return [];
    const run: WordRun = { words: [], lines: [], columns: [] };
    for (const { 0: word, index } of passage.text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu)) {
      const { line, column } = placeIn(passage, index);
      run.words.push(word.toLowerCase().replace('’', "'"));
      run.lines.push(line);
      run.columns.push(column);
    }
    return run.words.length < 9 ? [] : [run];
  });
}

function noFacts(): QualityFacts {
  return {
    cited: [],
    causes: [],
    tellsOfCorrection: false,
    items: [],
    runs: [],
    hasScenario: false,
    decisions: [],
  };
}

/** The questions of a page as its author wrote it, without judging anything: what `readStyle` needs. */
export function takeTraits(
  file: ContentFile,
  { tree, whole, scenarios }: WrittenPage,
): ItemTrait[] {
  if (!whole) return [];
  const lines = file.text.split('\n');
  const parts = takeParts({ ...tree }, scenarios, createReport(file.path));
  return parts.flatMap((part) => (part.type === 'item' ? [toTrait(part, lines)] : []));
}

/** Reads a file for the quality check: everything that can be said of it without the rest of its course. */
export function readQuality(file: ContentFile): FileQuality {
  return takeQuality(file, readWritten(file, createReport(file.path)))();
}

/**
 * Takes what the rules need of a page while it is as its author wrote it: the compiler goes on to put sources, pictures
 * and local rules into it. Judging takes longer, and is left to whoever calls what is returned.
 */
export function takeQuality(
  file: ContentFile,
  { tree, whole, scenarios }: WrittenPage,
): () => FileQuality {
  if (!whole) return () => ({ problems: [], facts: noFacts(), read: false });
  const lines = file.text.split('\n');
  const page = { ...tree };
  const parts = takeParts(page, scenarios, createReport(file.path));
  const passages = listPassages(page.children, lines);
  const partPassages = parts.flatMap((part) => passagesOfPart(part, lines));
  const access = createQualityReport(file.path);
  checkAccess(tree, passages, access);
  const taken = { lines, parts, passages, partPassages };
  return () => {
    const { problems, facts } = judge(file, taken);
    return { problems: [...access.problems, ...problems], facts, read: true };
  };
}

type Taken = {
  lines: string[];
  parts: WrittenPart[];
  passages: Passage[];
  partPassages: Passage[];
};

function judge(file: ContentFile, { lines, parts, passages, partPassages }: Taken) {
  const report = createQualityReport(file.path);
  const facts = noFacts();
  rememberSentences(passages.flatMap(({ text }) => [text, withoutSpeech(text)]));
  checkObjectives(file, report);
  if (file.kind === 'lesson') {
    checkReading(passages, report);
    checkLength(file, passages, parts, report);
    checkClaims(passages, report);
  }
  if (file.kind === 'survey') {
    const statements = partPassages.filter((passage) => isInside(passage, 'survey'));
    checkSurvey(passages, statements, report);
  }
  const hasNotes = file.kind === 'lesson' && (file.head.frontmatter?.contentNotes.length ?? 0) > 0;
  for (const part of parts) {
    if (part.type === 'item') checkItem(part, lines, report);
    if (part.type === 'scenario') checkScenario(part, hasNotes, report);
  }
  checkRubrics(file, parts, report);
  checkLanguage([...passagesOfHead(file), ...passages, ...partPassages], report);
  const all = [...passages, ...partPassages];
  facts.cited = all.flatMap((passage) =>
    passage.citations.map(({ id, at }) => ({ id, ...placeIn(passage, at) })),
  );
  facts.items = parts.flatMap((part) => (part.type === 'item' ? [toTrait(part, lines)] : []));
  facts.decisions = parts.flatMap((part) => (part.type === 'scenario' ? listDecisions(part) : []));
  facts.hasScenario = parts.some(({ type }) => type === 'scenario');
  if (file.kind === 'lesson') {
    facts.causes = listCauseClaims(passages);
    facts.tellsOfCorrection = tellsOfCorrection(passages);
    facts.runs = listRuns(all);
  }
  return { problems: report.problems, facts };
}
