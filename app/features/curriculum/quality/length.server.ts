import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import type { WrittenPart } from '#app/features/curriculum/compiler/parts/written-parts.server.ts';
import { longestRoute } from '#app/features/curriculum/courses/scenario-rules.ts';
import { countOf } from '#app/words/numbers.ts';
import { placeOfHead } from './objectives.server.ts';
import type { Passage } from './passages.server.ts';
import type { QualityReport } from './report.server.ts';
import { countWords } from './text.server.ts';

const words = { least: 900, most: 1700, perMinute: 130 } as const;

/** Minutes for what is not reading, from the curriculum's quality criteria (P5). */
const minutesFor = { check: 2, decision: 4, reflection: 5, opener: 4 } as const;

/**
 * Checks a lesson's length (P5): its running text, and the declared minutes against reading at 130 words a minute, 2 for
 * each check, 4 for each decision on the longest way through its scenarios, 5 for a reflection and 4 for questions on
 * earlier lessons.
 */
export function checkLength(
  file: ContentFile,
  passages: readonly Passage[],
  parts: readonly WrittenPart[],
  report: QualityReport,
): void {
  if (file.kind !== 'lesson' || file.head.frontmatter === null) return;
  const { minutes, objectives } = file.head.frontmatter;
  const text = passages.reduce((sum, passage) => sum + countWords(passage.text), 0);
  const [first] = passages;
  if ((text < words.least || text > words.most) && first !== undefined) {
    report.found(
      'P5-words',
      first.place,
      `the lesson has ${countOf(text, 'word')} of running text, and 900 to 1,700 fit one sitting; ${text < words.least ? 'add what a reader still needs, such as an example' : 'cut what the objectives do not need, or split the lesson'}.`,
    );
  }
  const own = new Set(objectives.map(({ id }) => id));
  const checks = parts.filter((part) => part.type === 'item');
  const opener = checks.some(({ objective }) => objective !== null && !own.has(objective));
  const reflection = parts.some(({ type }) => type === 'reflection');
  const decisions = parts.reduce(
    (sum, part) => sum + (part.type === 'scenario' ? longestRoute(part.scenes) : 0),
    0,
  );
  const reckoned =
    text / words.perMinute +
    checks.length * minutesFor.check +
    decisions * minutesFor.decision +
    (reflection ? minutesFor.reflection : 0) +
    (opener ? minutesFor.opener : 0);
  const [least, most] = [Math.ceil(reckoned * 0.8), Math.floor(reckoned * 1.2)];
  if (minutes >= least && minutes <= most) return;
  const sum = [
    `${countOf(text, 'word')}: ${Math.round(text / words.perMinute)}`,
    `${countOf(checks.length, 'check')}: ${checks.length * minutesFor.check}`,
    `${countOf(decisions, 'decision')}: ${decisions * minutesFor.decision}`,
    ...(reflection ? [`reflection: ${minutesFor.reflection}`] : []),
    ...(opener ? [`earlier lessons: ${minutesFor.opener}`] : []),
  ].join('; ');
  report.found(
    'P5-minutes',
    placeOfHead(file, 'minutes'),
    `\`minutes: ${minutes}\` is certified training time, and the lesson takes about ${Math.round(reckoned)} (${sum}); write ${least} to ${most}, or change the lesson.`,
  );
}
