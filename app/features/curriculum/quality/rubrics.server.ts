import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { excerptOf } from '#app/features/curriculum/compiler/files/problem-words.server.ts';
import type {
  WrittenPart,
  WrittenRubric,
} from '#app/features/curriculum/compiler/parts/written-parts.server.ts';
import type { QualityReport } from './report.server.ts';
import { countWords } from './text.server.ts';

const praise =
  /\b(good|well|appropriate(ly)?|adequate(ly)?|professional(ly)?|proper(ly)?|acceptabl[ey]|satisfactor(y|ily)|poor(ly)?|excellent(ly)?|effective(ly)?|suitabl[ey])\b/gi;

const fillers =
  /\b(a|an|the|is|was|are|very|quite|not|in|of|and|or|way|manner|behaviour|performance|conduct|level|skills?|response|communication|officer|shows?|acts?|behaves?|done)\b/gi;

/** Signs in a role-play's sheets that somebody could come to harm. */
const risk =
  /\b(weapons?|knife|knives|blade|scissors|guns?|firearms?|suicid\w*|kill (him|her|my|them|your)sel\w+|self-harm\w*|overdose|ledge|parapet|bleeding|injur(y|ies|ed)|handcuffs?|cuffs?|traffic stop|glovebox|reaches? (quickly |suddenly )?(into|for (a|an|the|his|her|their) (bag|pocket|coat|jacket|glovebox|waistband|knife|gun))|swears? at|insults?)\b/i;

function checkLevels({ criteria }: WrittenRubric, report: QualityReport): void {
  for (const { text, place, levels } of criteria) {
    for (const [points, level] of levels.entries()) {
      const words = countWords(level);
      const vague = level.match(praise) ?? [];
      const rest = countWords(level.replace(praise, ' ').replace(fillers, ' '));
      if (vague.length > 0 && rest < 3) {
        report.found(
          'P12-vague',
          place,
          `level ${points} of ${excerptOf(text, 30)} says only ${excerptOf(level)}, and two raters will read that differently; write what the officer says or does.`,
        );
      } else if (words > 0 && words < 3) {
        report.found(
          'P12-visible',
          place,
          `level ${points} of ${excerptOf(text, 30)} is ${excerptOf(level)}, which no camera could record; write what the officer says or does, in three words or more.`,
        );
      }
    }
  }
}

/** The text between the rubric before and this one: the sheets of its role-play. */
function sheetsOf(file: ContentFile, rubric: WrittenRubric): string {
  const lines = file.head.body.split('\n');
  const above = lines.slice(0, rubric.place.line - 1);
  const from = above.findLastIndex((line) => /^(## |<\/Rubric>)/.test(line));
  return above.slice(from + 1).join('\n');
}

/** Checks the rubrics of a practical (P12). How far raters agree is measured later, on recordings. */
export function checkRubrics(
  file: ContentFile,
  parts: readonly WrittenPart[],
  report: QualityReport,
): void {
  for (const part of parts) {
    if (part.type !== 'rubric') continue;
    checkLevels(part, report);
    const sign = risk.exec(sheetsOf(file, part))?.[0];
    if (sign === undefined || part.criteria.some(({ critical }) => critical)) continue;
    report.found(
      'P12-star',
      part.place,
      `this role-play speaks of \`${sign}\` and its rubric has no safety-critical criterion, so somebody could pass unsafely; mark one criterion with ★.`,
    );
  }
}
