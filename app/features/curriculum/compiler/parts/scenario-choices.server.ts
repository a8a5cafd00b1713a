import type { List, ListItem, PhrasingContent, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import {
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean, nearest } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import {
  type Line,
  splitLines,
  textOfLine,
} from '#app/features/curriculum/compiler/syntax/text-lines.server.ts';
import { choiceKindSchema } from '#app/features/curriculum/items/schema.ts';
import { readConditions, readEffects } from './scenario-variables.server.ts';
import type { WrittenChoice } from './written-parts.server.ts';

const fieldNames = ['Resident', 'Officer', 'Kind', 'Effect', 'If'] as const;
type FieldName = (typeof fieldNames)[number];
type Fields = Partial<Record<FieldName, Line>>;

const kinds = choiceKindSchema.options;
const choiceExample = '`- ["What happened last time?"](#her-story)`';

/** Whether a list holds choices: lines that are links to scenes, or that say what a choice leads to. */
export function looksLikeChoices(node: RootContent): boolean {
  if (node.type !== 'list') return false;
  return node.children.some((item) => {
    const [first, ...rest] = item.children;
    const link = first?.type === 'paragraph' ? first.children[0] : undefined;
    const quoted = rest.find(({ type }) => type === 'blockquote');
    const linked = link?.type === 'link' && link.url.startsWith('#');
    return linked || (quoted !== undefined && /^(Resident|Officer|Kind)\s*:/.test(textOf(quoted)));
  });
}

/** The field a line starts: its name, the rest of the line, or what is wrong with the name. */
function fieldOf(line: Line): { name: FieldName | null; rest: PhrasingContent[] } | null {
  const [first, ...others] = line.words;
  if (first?.type !== 'text') return null;
  const match = /^\s*([A-Za-z]+)\s*:\s*/.exec(first.value);
  if (match === null) return null;
  const word = match[1] ?? '';
  const near = fieldNames.find((name) => name.toLowerCase() === word.toLowerCase());
  // A line that goes on may start with a name and a colon, as speech does; only a near miss is one of ours.
  if (near === undefined && nearest(word, fieldNames) === null) return null;
  const rest: PhrasingContent = { ...first, value: first.value.slice(match[0].length) };
  return { name: near ?? null, rest: [rest, ...others] };
}

function readFields(quotes: readonly RootContent[], report: Report): Fields {
  const fields: Fields = {};
  let open: Line | null = null;
  for (const part of quotes.flatMap((quote) =>
    quote.type === 'blockquote' ? quote.children : [],
  )) {
    if (part.type !== 'paragraph') {
      report.error(
        'scenario-choice',
        placeOf(part),
        'what a choice leads to is written as lines: `> Resident: …`, `> Officer: …`, `> Kind: …`.',
      );
      continue;
    }
    for (const line of splitLines(part)) {
      const field = fieldOf(line);
      if (field === null) {
        if (open === null) {
          report.error(
            'scenario-choice',
            line.place,
            'this line does not say what it is; start it with `Resident:`, `Officer:`, `Kind:`, `Effect:` or `If:`.',
          );
        } else {
          open.words.push({ type: 'text', value: ' ' }, ...line.words);
        }
        continue;
      }
      const { name, rest } = field;
      if (name === null) {
        const word = textOf({ type: 'paragraph', children: line.words }).split(':')[0] ?? '';
        report.error(
          'scenario-choice',
          line.place,
          `\`${word.trim()}:\` is not known.${didYouMean(word.trim(), fieldNames)}`,
        );
        open = { place: line.place, words: [] };
        continue;
      }
      open = { place: line.place, words: rest };
      if (fields[name] === undefined) fields[name] = open;
      else {
        report.error(
          'scenario-choice',
          line.place,
          `\`${name}:\` is given twice for this choice; keep one.`,
        );
      }
    }
  }
  return fields;
}

/** The words and target of a choice; null if it is no link to a scene. What is wrong with it is reported. */
function readLink(item: ListItem, report: Report): { words: PhrasingContent[]; to: string } | null {
  const [first] = item.children;
  const parts =
    first?.type === 'paragraph'
      ? first.children.filter((part) => part.type !== 'text' || part.value.trim() !== '')
      : [];
  const [link, ...others] = parts;
  if (first?.type !== 'paragraph' || link?.type !== 'link') {
    report.error(
      'scenario-choice',
      placeOf(item),
      `a choice is a link to a scene: write ${choiceExample}.`,
    );
    return null;
  }
  if (others.length > 0) {
    report.error(
      'scenario-choice',
      placeOf(item),
      'a choice is one link and nothing else on its line; put all its words between the brackets, and what follows from it into lines that start with `>`.',
    );
  }
  const scene = /^#([a-z0-9-]+)$/.exec(link.url)?.[1];
  // From here on the link is only words: what it leads to is a scene, not a place on the page.
  first.children = link.children;
  if (scene === undefined) {
    report.error(
      'scenario-choice',
      placeOf(link),
      `\`${link.url}\` is not a scene of this scenario; a choice leads to \`#\` and the id of a scene: ${choiceExample}.`,
    );
    return null;
  }
  return { words: link.children, to: scene };
}

function readChoice(
  item: ListItem,
  only: boolean,
  known: readonly string[],
  report: Report,
): WrittenChoice | null {
  const place = placeOf(item);
  const link = readLink(item, report);
  const quotes = item.children.slice(1);
  const stray = quotes.find(({ type }) => type !== 'blockquote');
  if (stray !== undefined) {
    report.error(
      'scenario-choice',
      placeOf(stray),
      'after a choice only lines that start with `>` follow; put this into one of them.',
    );
  }
  const fields = readFields(quotes, report);
  const said = [fields.Resident, fields.Officer, fields.Kind].some((line) => line !== undefined);
  const require = (name: FieldName, what: string) => {
    const line = fields[name];
    // A scene's only choice may just go on.
    if (line === undefined && (!only || said)) {
      report.error(
        'scenario-choice',
        place,
        `this choice needs a line \`> ${name}:\` with ${what}.`,
      );
    } else if (line !== undefined && textOfLine(line) === '') {
      report.error('scenario-choice', line.place, `\`${name}:\` is empty; write ${what}.`);
    }
    return line;
  };
  const resident = require('Resident', 'what follows for the resident');
  const officer = require('Officer', 'what follows for the officer');
  const kindLine = require('Kind', `one of ${kinds.map((kind) => `\`${kind}\``).join(', ')}`);
  const word = kindLine === undefined ? '' : textOfLine(kindLine).toLowerCase();
  const kind = kinds.find((each) => each === word);
  if (kindLine !== undefined && word !== '' && kind === undefined) {
    report.error(
      'scenario-choice',
      kindLine.place,
      `\`${word}\` is no kind of choice.${didYouMean(word, kinds)}`,
    );
  }
  const effects = readEffects(fields.Effect, known, report);
  const conditions =
    fields.If === undefined
      ? []
      : readConditions(
          textOfLine(fields.If),
          fields.If.place,
          known,
          'If: trust at least 2',
          report,
        );
  if (link === null) return null;
  return {
    text: textOf({ type: 'paragraph', children: link.words }).replace(/\s+/g, ' ').trim(),
    words: link.words,
    to: link.to,
    kind: kind ?? 'fair',
    resident: resident?.words ?? [],
    officer: officer?.words ?? [],
    effects,
    conditions,
    place,
  };
}

/**
 * Reads the choices of a scene and turns their links into plain words, so that nothing takes them for links on the page.
 * @param variables names declared by the scenario
 */
export function readChoices(
  list: List,
  variables: readonly string[],
  report: Report,
): WrittenChoice[] {
  if (list.ordered === true) {
    report.error('scenario-choice', placeOf(list), `list choices with \`-\`: ${choiceExample}.`);
  }
  const only = list.children.length === 1;
  const choices = list.children.flatMap((item) => readChoice(item, only, variables, report) ?? []);
  const seen = new Map<string, Place>();
  for (const { text, place } of choices) {
    const twin = seen.get(text.toLowerCase());
    if (twin !== undefined) {
      report.error(
        'scenario-choice',
        place,
        `this choice says the same as the one on line ${twin.line}; reword or remove it.`,
      );
    }
    seen.set(text.toLowerCase(), twin ?? place);
  }
  if (choices.length > 0 && choices.length === list.children.length) {
    if (choices.every(({ conditions }) => conditions.length > 0)) {
      report.error(
        'scenario-graph',
        placeOf(list),
        'every choice of this scene has an `If:`, so a reader may be left with none; take it off one of them.',
      );
    }
  }
  return choices;
}
