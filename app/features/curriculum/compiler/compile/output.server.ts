import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { idOfWords } from '#app/features/curriculum/compiler/files/hash.server.ts';
import type {
  WrittenPart,
  WrittenRank,
  WrittenRubric,
  WrittenScale,
} from '#app/features/curriculum/compiler/parts/written-parts.server.ts';
import type { Teaching } from '#app/features/curriculum/compiler/references/library.server.ts';
import type { References } from '#app/features/curriculum/compiler/references/reference-scope.server.ts';
import type {
  Block,
  CourseBody,
  LessonBody,
  ModuleBody,
  PracticalBody,
  QuizBody,
  Rubric,
  SurveyBody,
} from '#app/features/curriculum/courses/schema.ts';
import type { AnswerKey } from '#app/features/curriculum/items/schema.ts';
import { renderFragment, renderWords } from './fragments.server.ts';
import { countWords, type Piece } from './html.server.ts';
import { emptyKey, toItem } from './item-output.server.ts';
import { toScenario } from './scenario-output.server.ts';

/** What a file becomes: a body safe for a cadet's browser and, apart from it, the key that stays on the server. */
export type Output =
  | { kind: 'course'; body: CourseBody; key: null }
  | { kind: 'module'; body: ModuleBody; key: null }
  | { kind: 'lesson'; body: LessonBody; key: AnswerKey }
  | { kind: 'quiz'; body: QuizBody; key: AnswerKey }
  | { kind: 'practical'; body: PracticalBody; key: null }
  | { kind: 'survey'; body: SurveyBody; key: AnswerKey };

/** What of a page its output is made of. */
type Page = {
  pieces: readonly Piece[];
  parts: readonly WrittenPart[];
  outline: LessonBody['outline'];
  found: References;
  /** Asked for by courses alone; none: a preview, which shows no kit. */
  teaching?: Teaching;
};

function toLessonBlock(part: WrittenPart, key: AnswerKey): Block[] {
  switch (part.type) {
    case 'reflection':
      return [{ type: 'reflect', id: part.id, promptHtml: renderFragment(part.prompt) }];
    case 'item': {
      const { item, key: itemKey } = toItem(part);
      key[part.id] = itemKey;
      return [{ type: 'check', required: part.required, item }];
    }
    case 'scenario': {
      const { scenario, key: scenarioKey } = toScenario(part);
      key[part.id] = scenarioKey;
      return [{ type: 'scenario', required: part.required, scenario }];
    }
    // These stand in practicals and surveys; the check says so at their line.
    case 'rubric':
    case 'scale':
    case 'rank':
      return [];
  }
}

function toRubric({ id, title, lesson, pass, levels, criteria }: WrittenRubric): Rubric {
  return {
    id,
    title,
    lesson,
    pass,
    levels,
    criteria: criteria.map((criterion) => ({
      id: idOfWords('c', id, criterion.text),
      html: renderWords(criterion.words),
      critical: criterion.critical,
      levels: criterion.levels,
    })),
  };
}

type SurveyBlock = SurveyBody['blocks'][number];

function toScale({ id, title, statements }: WrittenScale, key: AnswerKey): SurveyBlock {
  const shown = statements.map(({ text, words, reversed }) => ({
    id: idOfWords('o', id, text),
    html: renderWords(words),
    reversed,
  }));
  const correct = shown.filter(({ reversed }) => reversed).map((statement) => statement.id);
  key[id] = { ...emptyKey(), correct };
  return { type: 'scale', id, title, statements: shown.map(({ id, html }) => ({ id, html })) };
}

function toRank({ id, prompt, replies }: WrittenRank): SurveyBlock {
  return {
    type: 'rank',
    id,
    promptHtml: renderFragment(prompt),
    replies: replies.map(({ text, words }) => ({
      id: idOfWords('o', id, text),
      html: renderWords(words),
    })),
  };
}

/** The words a reader of a lesson meets, scenarios left out: nobody walks all of their ways. */
function htmlOf(block: Block): string {
  switch (block.type) {
    case 'html':
      return block.html;
    case 'reflect':
      return block.promptHtml;
    case 'check': {
      const { promptHtml, options, targets } = block.item;
      return [promptHtml, ...[...options, ...targets].map(({ html }) => html)].join(' ');
    }
    case 'scenario':
      return '';
  }
}

function joinHtml(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ('html' in piece ? piece.html : '')).join('\n');
}

type Placed = { html: string } | WrittenPart;

function placeParts({ pieces, parts }: Page): Placed[] {
  return pieces.flatMap((piece): Placed[] => {
    if ('html' in piece) return [piece];
    const part = parts[piece.part];
    return part === undefined ? [] : [part];
  });
}

/** A page's HTML and parts, once nothing in it is wrong, as the data it is published as. Null without frontmatter. */
export function toOutput({ kind, head }: ContentFile, page: Page): Output | null {
  if (head.frontmatter === null) return null;
  const key: AnswerKey = {};
  const { outline, found, pieces } = page;
  const html = (text: string) => ({ type: 'html' as const, html: text });
  switch (kind) {
    case 'course': {
      const { kit, standards } = page.teaching ?? { kit: {}, standards: {} };
      const { frontmatter } = head;
      return { kind, body: { frontmatter, html: joinHtml(pieces), kit, standards }, key: null };
    }
    case 'module':
      return { kind, body: { frontmatter: head.frontmatter, html: joinHtml(pieces) }, key: null };
    case 'quiz': {
      const items = page.parts.flatMap((part) => {
        if (part.type !== 'item') return [];
        const { item, key: itemKey } = toItem(part);
        key[part.id] = itemKey;
        return [item];
      });
      // How often a practice quiz is taken is not limited unless its author says so.
      const free = head.frontmatter.practice && head.yaml?.has(['attempts']) !== true;
      const frontmatter = free ? { ...head.frontmatter, attempts: null } : head.frontmatter;
      return { kind, body: { frontmatter, introHtml: joinHtml(pieces), items }, key };
    }
    case 'lesson': {
      const blocks = placeParts(page).flatMap((each) =>
        'html' in each ? [html(each.html)] : toLessonBlock(each, key),
      );
      const words = blocks.reduce((sum, block) => sum + countWords(htmlOf(block)), 0);
      const { references, terms } = found;
      const { frontmatter } = head;
      const openRules = frontmatter.needsRules.filter((id) => found.openRules.includes(id));
      return {
        kind,
        body: { frontmatter, blocks, outline, references, terms, words, openRules },
        key,
      };
    }
    case 'practical': {
      const blocks = placeParts(page).flatMap((each): PracticalBody['blocks'] => {
        if ('html' in each) return [html(each.html)];
        return each.type === 'rubric' ? [{ type: 'rubric', rubric: toRubric(each) }] : [];
      });
      return { kind, body: { frontmatter: head.frontmatter, blocks, outline }, key: null };
    }
    case 'survey': {
      const blocks = placeParts(page).flatMap((each): SurveyBlock[] => {
        if ('html' in each) return [html(each.html)];
        if (each.type === 'scale') return [toScale(each, key)];
        return each.type === 'rank' ? [toRank(each)] : [];
      });
      return { kind, body: { frontmatter: head.frontmatter, blocks }, key };
    }
  }
}
