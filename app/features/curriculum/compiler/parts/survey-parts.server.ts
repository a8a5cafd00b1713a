import type { PhrasingContent, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { placeOf, type Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { attributeOf } from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import type { PartNode } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { readEntries, refuseTwins } from './entries.server.ts';
import type { WrittenEntry, WrittenRank, WrittenScale } from './written-parts.server.ts';

const reversedEnd = /\s*\(R\)\s*$/;

/** Takes the mark of a statement scored in reverse off its end. */
function readStatement(entry: WrittenEntry, report: Report): WrittenEntry & { reversed: boolean } {
  const last = entry.words.at(-1);
  const reversed = last?.type === 'text' && reversedEnd.test(last.value);
  const words: PhrasingContent[] =
    reversed && last?.type === 'text'
      ? [...entry.words.slice(0, -1), { ...last, value: last.value.replace(reversedEnd, '') }]
      : entry.words;
  const text = textOf({ type: 'paragraph', children: words }).trim();
  if (/\(r\)/i.test(text)) {
    report.error(
      'survey',
      entry.place,
      'readers would see this `(R)`; the mark of a statement scored in reverse is a capital in brackets at the very end: `… on a call. (R)`.',
    );
  }
  if (text === '') {
    report.error('survey', entry.place, 'this statement has no words; write them before `(R)`.');
  }
  return { ...entry, text, words, reversed };
}

/** Reads the statements of a scale: one numbered list. */
export function readScale(node: PartNode, id: string, report: Report): WrittenScale {
  const place = placeOf(node);
  const children: RootContent[] = node.children;
  const list = children.find((child) => child.type === 'list');
  const stray = children.find((child) => child !== list);
  let statements: WrittenScale['statements'] = [];
  if (list?.type !== 'list' || list.ordered !== true) {
    if (children.length > 0) {
      report.error(
        'survey',
        list === undefined ? place : placeOf(list),
        '<Scale> holds one numbered list of statements: lines that start with `1.`, `2.`, `3.`.',
      );
    }
  } else {
    statements = readEntries(list, 'survey', 'statement', report).map((entry) =>
      readStatement(entry, report),
    );
    refuseTwins(statements, 'survey', 'statement', report);
  }
  if (list !== undefined && stray !== undefined) {
    report.error(
      'survey',
      placeOf(stray),
      '<Scale> holds one numbered list and nothing else; move this before <Scale>.',
    );
  }
  return { type: 'scale', id, title: attributeOf(node, 'title') ?? '', statements, place };
}

/** Reads replies to be ranked: the question, then one plain list. */
export function readRank(node: PartNode, id: string, report: Report): WrittenRank {
  const place = placeOf(node);
  const children: RootContent[] = node.children;
  const list = children.at(-1);
  const rank: WrittenRank = { type: 'rank', id, prompt: children.slice(0, -1), replies: [], place };
  if (list?.type !== 'list' || list.ordered === true) {
    if (children.length > 0) {
      report.error(
        'survey',
        list?.type === 'list' ? placeOf(list) : place,
        '<Rank> ends with a list of replies, in any order: lines that start with `- `.',
      );
    }
    return rank;
  }
  const bracketed = list.children.find((item) => typeof item.checked === 'boolean');
  if (bracketed !== undefined) {
    report.error(
      'survey',
      placeOf(bracketed),
      'no reply is marked right here: write `- reply`, without brackets.',
    );
  }
  rank.replies = readEntries(list, 'survey', 'reply', report);
  if (list.children.length < 2) {
    report.error(
      'survey',
      placeOf(list),
      '<Rank> has one reply; write at least two to put in order.',
    );
  }
  if (textOf({ type: 'root', children: rank.prompt }).trim() === '') {
    report.error('survey', place, '<Rank> asks nothing; write the question before its replies.');
  }
  refuseTwins(rank.replies, 'survey', 'reply', report);
  return rank;
}
