import type { List, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import {
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import {
  attributeOf,
  hasAttribute,
} from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import type { PartNode } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { contentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import { answerLineOf, answerLines, readAnswerLine } from './answer-lines.server.ts';
import { optionsOf, typeOf } from './answer-types.server.ts';
import {
  findPicture,
  readHotSpot,
  readMatching,
  readOrdering,
  refuseCrowd,
} from './item-answers.server.ts';
import { namesMisconception, readOption, type WrittenOption } from './option-text.server.ts';
import type { WrittenAnswer, WrittenItem } from './written-parts.server.ts';

/** How a piece of an item may be its answer. `sure`: it can be nothing else; a table or list may be part of the question. */
type Candidate = {
  as: 'choice' | 'bullets' | 'ordering' | 'matching' | keyof typeof answerLines;
  sure: boolean;
};

function candidateOf(node: RootContent): Candidate | null {
  if (node.type === 'list') {
    const bracketed = node.children.some(
      (item) => typeof item.checked === 'boolean' || /^\[.?\]/.test(textOf(item).trim()),
    );
    if (bracketed) return { as: 'choice', sure: true };
    return { as: node.ordered === true ? 'ordering' : 'bullets', sure: false };
  }
  if (node.type === 'table') return { as: 'matching', sure: false };
  if (node.type !== 'paragraph') return null;
  const line = answerLineOf(textOf(node));
  return line === null ? null : { as: line, sure: true };
}

/** Where an item's answer stands among its pieces, or -1. Answers beside it are reported. */
function findAnswer(children: readonly RootContent[], name: string, report: Report): number {
  const found = children.map(candidateOf);
  const sure = found.flatMap((each, index) => (each?.sure === true ? [index] : []));
  const last = children.findLastIndex(({ type }) => type !== 'blockquote');
  const unsure = found.flatMap((each, index) => (each !== null && !each.sure ? [index] : []));
  const lists = unsure.filter((index) => found[index]?.as !== 'bullets');
  const at = sure[0] ?? (found[last] == null ? unsure.at(-1) : last) ?? -1;
  const rival = sure.length > 0 ? sure[1] : lists.find((index) => index !== at);
  const node = rival === undefined ? undefined : children[rival];
  if (node !== undefined && rival !== undefined) {
    const bothLists = found[at]?.as === 'choice' && found[rival]?.as === 'choice';
    report.error(
      'item-answer',
      placeOf(node),
      bothLists
        ? `<${name}> has two lists of options; write all options as one list, with nothing between them.`
        : `<${name}> takes one answer, and this is another one; keep one of them, or write two questions.`,
    );
  }
  return at;
}

/** An answer line in the middle of a paragraph is only text to a reader. */
function findHiddenLines(children: readonly RootContent[], report: Report): boolean {
  let found = false;
  for (const node of children) {
    if (node.type !== 'paragraph') continue;
    const lines = textOf(node).split('\n');
    lines.forEach((line, index) => {
      const word = index === 0 ? null : answerLineOf(line);
      if (word === null) return;
      found = true;
      const place = placeOf(node);
      report.error(
        'item-answer',
        { line: place.line + index, column: place.column },
        `put an empty line before \`${word}:\`, so that it is read as an answer and not as part of the text above.`,
      );
    });
  }
  return found;
}

function readOptions(
  list: List,
  before: readonly RootContent[],
  name: string,
  place: Place,
  report: Report,
): WrittenAnswer {
  if (list.ordered === true) {
    report.error(
      'item-options',
      placeOf(list),
      'list options with `-`: `- [x] right` and `- [ ] wrong`.',
    );
  }
  const options = list.children.flatMap((item) => readOption(item, name, report) ?? []);
  const answer = readHotSpot(options, before, name, report) ?? { type: 'choice', options };
  checkOptions(answer.options, list.children.length, name, place, report);
  return answer;
}

function readAnswer(
  node: RootContent | undefined,
  before: readonly RootContent[],
  name: string,
  place: Place,
  report: Report,
): WrittenAnswer {
  const as = node === undefined ? null : candidateOf(node)?.as;
  if (node?.type === 'table') return readMatching(node, name, report);
  if (node?.type === 'list') {
    return as === 'ordering'
      ? readOrdering(node, name, report)
      : readOptions(node, before, name, place, report);
  }
  if (node?.type === 'paragraph' && as !== null && as !== undefined && as in answerLines) {
    return readAnswerLine(node, as as keyof typeof answerLines, report);
  }
  return { type: 'choice', options: [] };
}

/** What may follow an answer: nothing after options, feedback after the others. */
function readExplanation(
  after: readonly RootContent[],
  answer: WrittenAnswer,
  name: string,
  report: Report,
): RootContent[] {
  if (optionsOf(answer) !== null) {
    const [stray] = after;
    if (stray !== undefined) {
      report.error(
        'item-options',
        placeOf(stray),
        stray.type === 'blockquote'
          ? 'indent this line by two spaces, so that it belongs to the option above it.'
          : `nothing follows the options of <${name}>; move this before them or out of <${name}>.`,
      );
    }
    return [];
  }
  const stray = after.find(
    (node) => node.type !== 'blockquote' && candidateOf(node)?.sure !== true,
  );
  if (stray !== undefined) {
    report.error(
      'item-answer',
      placeOf(stray),
      `the answer comes last in <${name}>, and after it only feedback that starts with \`>\`; move this before the answer or out of <${name}>.`,
    );
  }
  const explanation = after.flatMap((node): RootContent[] =>
    node.type === 'blockquote' ? node.children : [],
  );
  const told = after.find((node) => node.type === 'blockquote' && namesMisconception(textOf(node)));
  if (told !== undefined) {
    report.error(
      'misconception-place',
      placeOf(told),
      '`Misconception:` belongs in the feedback of one option of a list; here cadets would read it.',
    );
  }
  return explanation;
}

function readTags(node: PartNode, report: Report): string[] {
  const written = attributeOf(node, 'tags');
  if (written === null) return [];
  const tags = written.split(/[\s,]+/).filter((tag) => tag !== '');
  for (const [index, tag] of tags.entries()) {
    const { error } = contentIdSchema.safeParse(tag);
    if (error !== undefined) {
      report.error(
        'bad-attribute',
        placeOf(node),
        `\`${tag}\` cannot be a tag: ${error.issues[0]?.message ?? 'choose another'}, with a comma between tags.`,
      );
    } else if (tags.indexOf(tag) !== index) {
      report.error('bad-attribute', placeOf(node), `the tag \`${tag}\` is given twice; keep one.`);
    }
  }
  return tags;
}

/** How many options may be chosen: as many as are right, so that it gives nothing away that the stem does not ask. */
function readChoose(node: PartNode, answer: WrittenAnswer, report: Report): number | null {
  const written = attributeOf(node, 'choose');
  if (written === null) return null;
  const rights = optionsOf(answer)?.filter(({ correct }) => correct).length ?? 0;
  if (typeOf(answer) === 'multiple' && written === String(rights)) return rights;
  report.error(
    'bad-attribute',
    placeOf(node),
    typeOf(answer) === 'multiple'
      ? `\`choose="${written}"\` is not how many options are right; write \`choose="${rights}"\`, or mark others with \`- [x]\`.`
      : '`choose` says how many options may be chosen where several are right; take it out here.',
  );
  return null;
}

/** Reads a check or a question. Everything wrong with it is reported at its line. */
export function readItem(node: PartNode, id: string, report: Report): WrittenItem {
  const name = node.name ?? '';
  const place = placeOf(node);
  const children: RootContent[] = node.children;
  const hidden = findHiddenLines(children, report);
  const at = findAnswer(children, name, report);
  const before = at === -1 ? children : children.slice(0, at);
  if (at === -1 && !hidden) {
    report.error(
      'item-options',
      place,
      `<${name}> has no answer; end it with options (\`- [x] right\`, \`- [ ] wrong\`), a numbered list to put in order, a table of two columns to match, or a line that starts with \`Number:\`, \`Text:\` or \`Rating:\`.`,
    );
  }
  const answer = readAnswer(children[at], before, name, place, report);
  const picture = answer.type === 'hot-spot' ? findPicture(before) : undefined;
  const prompt = before.filter((part) => part !== picture);
  refuseCrowd(answer, name, report);
  const after = at === -1 ? [] : children.slice(at + 1);
  const explanation = readExplanation(after, answer, name, report);
  const scored = isScored({ type: typeOf(answer) });
  const byOption = optionsOf(answer) !== null;
  if (at !== -1 && !byOption && scored && explanation.length === 0) {
    report.warning(
      'missing-feedback',
      place,
      `<${name}> has no feedback; add a line that starts with \`>\` after its answer, saying why it is right.`,
    );
  }
  const question = prompt.map((part) => textOf(part)).join(' ');
  if (question.trim() === '' && at !== -1) {
    report.error(
      'item-prompt',
      place,
      `<${name}> asks nothing; write the question before its ${byOption ? 'options' : 'answer'}.`,
    );
  }
  if (namesMisconception(question)) {
    report.error(
      'misconception-place',
      place,
      '`Misconception:` belongs in an option’s quoted feedback; here cadets would read it.',
    );
  }
  const objective = attributeOf(node, 'objective') || null;
  if (objective === null && name === 'Question' && scored) {
    report.warning(
      'missing-objective',
      place,
      'name the objective this question tests: `objective="…"`.',
    );
  }
  const required = !hasAttribute(node, 'optional');
  const tags = readTags(node, report);
  const most = readChoose(node, answer, report);
  const several = typeOf(answer) === 'multiple';
  // A check gives no points: how guesses are judged leaves its revision alone until its author says a number.
  const choosing = several && (name === 'Question' || most !== null) ? { most } : null;
  return {
    type: 'item',
    id,
    objective,
    tags,
    required,
    choosing,
    prompt,
    answer,
    explanation,
    place,
  };
}

function checkOptions(
  options: readonly WrittenOption[],
  written: number,
  name: string,
  place: Place,
  report: Report,
): void {
  if (written < 2) {
    report.error(
      'item-options',
      place,
      `<${name}> has fewer than two options; add at least one more.`,
    );
  }
  if (options.length === written && !options.some((option) => option.correct)) {
    report.error('item-key', place, `<${name}> has no right option; mark it with \`- [x]\`.`);
  }
  if (options.length > 1 && options.every((option) => option.correct)) {
    report.error(
      'item-key',
      place,
      `every option of <${name}> is marked right; mark the wrong ones with \`- [ ]\`.`,
    );
  }
  const texts = new Set<string>();
  for (const option of options) {
    const text = option.text.toLowerCase();
    if (texts.has(text)) {
      report.error(
        'item-options',
        option.place,
        'this option says the same as another one; reword or remove it.',
      );
    }
    texts.add(text);
  }
  const odd = options.find(({ text }) => text !== 'True' && text !== 'False');
  if (options.length === 2 && texts.has('true') && texts.has('false') && odd !== undefined) {
    report.error(
      'item-options',
      odd.place,
      `options of a true-or-false question are written \`True\` and \`False\`, not \`${odd.text}\`.`,
    );
  }
}
