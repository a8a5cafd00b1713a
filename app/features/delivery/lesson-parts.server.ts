import type { Block, LessonBody } from '#app/features/curriculum/courses/schema.ts';
import {
  findNames,
  gradeOf,
  readSentences,
  rememberSentences,
  withoutSpeech,
} from '#app/features/curriculum/quality/text.server.ts';
import { listParagraphs, listPieces, type Piece } from './paper.server.ts';
import { type PlanLine, type Section, shareMinutes, weightOf } from './rules.ts';
import type { KitCourse } from './schema.ts';

/** A compiled lesson taken apart for paper. */

/** What a lesson is made of, in order: an element of its text, or a part that is answered, played or thought about. */
export type Part =
  | { type: 'piece'; piece: Piece }
  | { type: 'block'; block: Exclude<Block, { type: 'html' }> };

/** The lesson by its headings of the second level. */
export function toSections(body: LessonBody, picture: KitCourse['picture']): Section<Part>[] {
  const sections: Section<Part>[] = [{ title: null, parts: [] }];
  for (const block of body.blocks) {
    if (block.type !== 'html') {
      sections.at(-1)?.parts.push({ type: 'block', block });
      continue;
    }
    for (const piece of listPieces(block.html, picture)) {
      if (piece.tag === 'h2') sections.push({ title: piece.text, parts: [] });
      else sections.at(-1)?.parts.push({ type: 'piece', piece });
    }
  }
  return sections.filter(({ parts }) => parts.length > 0);
}

function whatOf(parts: readonly Part[]): string[] {
  const words = parts.reduce(
    (sum, part) => sum + (part.type === 'piece' ? part.piece.words : 0),
    0,
  );
  const pictures = parts.filter(
    (part) => part.type === 'piece' && part.piece.classes.includes('figure'),
  ).length;
  const spoken = parts.filter(
    (part) => part.type === 'piece' && part.piece.classes.includes('spoken'),
  ).length;
  const checks = parts.filter(
    (part) => part.type === 'block' && part.block.type === 'check',
  ).length;
  const played = parts.flatMap((part) =>
    part.type === 'block' && part.block.type === 'scenario' ? [part.block.scenario.title] : [],
  );
  return [
    ...(words > 0 ? [`Read (${words} words)`] : []),
    ...(pictures > 0 ? ['look at the picture'] : []),
    ...(spoken > 0 ? ['say the lines aloud'] : []),
    ...(checks > 0 ? [checks === 1 ? 'one question' : `${checks} questions`] : []),
    ...played.map((title) => `play “${title}”`),
    ...(parts.some((part) => part.type === 'block' && part.block.type === 'reflect')
      ? ['reflect, in private']
      : []),
  ];
}

/** How the lesson's minutes fall on its sections, by what each asks for. */
export function planLesson(sections: readonly Section<Part>[], minutes: number): PlanLine[] {
  const weights = sections.map(({ parts }) =>
    parts.reduce(
      (sum, part) => sum + (part.type === 'piece' ? part.piece.words / 130 : weightOf(part.block)),
      0,
    ),
  );
  const shares = shareMinutes(weights, minutes);
  let from = 0;
  return sections.map(({ title, parts }, index) => {
    const own = shares[index] ?? 0;
    const line = { title: title ?? 'Opening', from, minutes: own, what: whatOf(parts) };
    from += own;
    return line;
  });
}

/**
 * The grades at which a lesson reads (Flesch-Kincaid, names left out), as the check of content reckons them: all of it, and
 * its own voice, without quoted speech. NaN of nothing.
 */
export function readingGrades({ blocks }: LessonBody): { all: number; own: number } {
  const paragraphs = blocks.flatMap((block) =>
    block.type === 'html' ? listParagraphs(block.html) : [],
  );
  rememberSentences(paragraphs.flatMap((paragraph) => [paragraph, withoutSpeech(paragraph)]));
  const sentencesOf = (texts: readonly string[]) =>
    texts.flatMap((text) => [...readSentences(text)]);
  const sentences = sentencesOf(paragraphs);
  const names = findNames(sentences);
  return {
    all: gradeOf(sentences, names),
    own: gradeOf(sentencesOf(paragraphs.map(withoutSpeech)), names),
  };
}

/** Topics of local rules that the academy has not written. */
export function listOpenRules(sections: readonly Section<Part>[]): string[] {
  return sections.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      part.type === 'piece' && part.piece.classes.includes('local-rule-open')
        ? [
            part.piece.text
              .split('Your academy has not written')[0]
              ?.replace(/^Your academy’s rule /, '')
              .trim() ?? '',
          ]
        : [],
    ),
  );
}
