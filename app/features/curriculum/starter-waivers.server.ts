import { dirname } from 'node:path';
import { lessonObjectives } from './starter-lesson.server.ts';
import type { StarterKind } from './starter-rules.ts';

/** What a new lesson cannot have before it is written, waived for a while. */

const days = 60;

const reason = 'A new lesson that is still being written.';

type Waived = { rule: string; file: string; text?: string };

/**
 * Waivers for a new file, as lines for `waivers.yml`; empty if it needs none.
 * @param file from the content folder on
 * @param today YYYY-MM-DD
 * @param isThere whether another file is, by its path from the content folder on
 */
export function starterWaivers(
  kind: StarterKind,
  id: string,
  file: string,
  today: string,
  isThere: (file: string) => boolean,
): string {
  if (kind !== 'lesson') return '';
  const until = new Date(Date.parse(today) + days * 24 * 3_600_000).toISOString().slice(0, 10);
  const quiz = `${dirname(file)}/quiz.mdx`;
  const waived: Waived[] = [
    { rule: 'P5-words', file },
    { rule: 'P6-few', file },
    ...(isThere(quiz)
      ? lessonObjectives(id).map((objective) => ({
          ...{ rule: 'P10-coverage', file: quiz, text: objective.id },
        }))
      : []),
  ];
  return waived
    .map(({ rule, file: path, text }) =>
      [
        `- rule: ${rule}`,
        `  file: ${path}`,
        ...(text === undefined ? [] : [`  text: ${text}`]),
        `  reason: ${reason}`,
        '  by: content:new',
        `  until: ${until}`,
      ].join('\n'),
    )
    .map((entry) => `${entry}\n`)
    .join('');
}
