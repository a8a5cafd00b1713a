import type { ListItem, Nodes, PhrasingContent, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import {
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';

/** One option as its author wrote it. `misconception` is for instructors only. */
export type WrittenOption = {
  place: Place;
  text: string;
  words: PhrasingContent[];
  correct: boolean;
  feedback: RootContent[];
  misconception: string | null;
};

const misconceptionStart = /^\s*misconception\s*:\s*/i;

/** Whether a text says `Misconception:` where cadets could read it. */
export function namesMisconception(text: string): boolean {
  return /misconception\s*:/i.test(text);
}

/**
 * Cuts a paragraph of feedback where a line starts with `Misconception:` (plain, bold or italic).
 * @returns what stands before it, and the misconception's text or null
 */
function cutMisconception(
  children: readonly PhrasingContent[],
): [PhrasingContent[], string | null] {
  const before: PhrasingContent[] = [];
  let lineStart = true;
  for (const [index, child] of children.entries()) {
    const rest = children
      .slice(index + 1)
      .map((each) => textOf(each))
      .join('');
    if (lineStart && misconceptionStart.test(`${textOf(child)}${rest}`)) {
      return [before, `${textOf(child)}${rest}`.replace(misconceptionStart, '').trim()];
    }
    if (child.type === 'text') {
      const at = child.value.search(/\n\s*misconception\s*:/i);
      if (at !== -1) {
        const told = `${child.value.slice(at)}${rest}`.replace(misconceptionStart, '').trim();
        return [[...before, { ...child, value: child.value.slice(0, at) }], told];
      }
      lineStart = /\n\s*$/.test(child.value);
    } else {
      lineStart = child.type === 'break';
    }
    before.push(child);
  }
  return [before, null];
}

function readFeedback(quotes: readonly Nodes[]): Pick<WrittenOption, 'feedback' | 'misconception'> {
  const feedback: RootContent[] = [];
  const misconceptions: string[] = [];
  for (const quote of quotes) {
    if (quote.type !== 'blockquote') continue;
    for (const part of quote.children) {
      if (part.type !== 'paragraph') {
        feedback.push(part);
        continue;
      }
      const [words, misconception] = cutMisconception(part.children);
      if (misconception !== null) misconceptions.push(misconception);
      if (words.some((word) => textOf(word).trim() !== ''))
        feedback.push({ ...part, children: words });
    }
  }
  return { feedback, misconception: misconceptions.length === 0 ? null : misconceptions.join(' ') };
}

function hasHiddenMisconception(option: WrittenOption): boolean {
  return (
    namesMisconception(option.text) ||
    option.feedback.some((part) => namesMisconception(textOf(part)))
  );
}

/** Reads one line of a task list with its quoted feedback; null if it is no option (reported). */
export function readOption(item: ListItem, name: string, report: Report): WrittenOption | null {
  const place = placeOf(item);
  const [first, ...rest] = item.children;
  const text = first === undefined ? '' : textOf(first).trim();
  if (typeof item.checked !== 'boolean') {
    const attempt = /^\[.?\]/.test(text) || text.startsWith('[');
    report.error(
      'item-options',
      place,
      attempt
        ? 'write `- [x]` for a right option and `- [ ]` for a wrong one, with one space on each side of the brackets.'
        : `every line of the list in <${name}> is an option; start it with \`- [ ]\` or \`- [x]\`.`,
    );
    return null;
  }
  if (first?.type !== 'paragraph' || text === '') {
    report.error('item-options', place, 'this option has no words; write them after the brackets.');
    return null;
  }
  const stray = rest.find((part) => part.type !== 'blockquote');
  if (stray !== undefined) {
    report.error(
      'item-options',
      placeOf(stray),
      'an option is one paragraph, then its feedback as lines that start with `>`; put this into one of them.',
    );
  }
  const option = {
    place,
    text,
    words: first.children,
    correct: item.checked,
    ...readFeedback(rest),
  };
  if (hasHiddenMisconception(option)) {
    report.error(
      'misconception-place',
      place,
      '`Misconception:` must start a line of its own in the option’s quoted feedback; anywhere else cadets would read it.',
    );
  }
  if (option.feedback.length === 0) {
    report.warning(
      'missing-feedback',
      place,
      'this option has no feedback; add a line that starts with `>` under it, saying why it is right or wrong.',
    );
  }
  return option;
}
