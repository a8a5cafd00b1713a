import type {
  ContentFile,
  CourseFolder,
} from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import type { ChoiceKind } from '#app/features/curriculum/items/schema.ts';
import type { FileQuality } from './file.server.ts';
import { placeOfHead } from './objectives.server.ts';
import type { QualityReport } from './report.server.ts';

/** Whether the conversations of a course leave something to weigh, and do not give the best choice away by its place. */

/** A course with what was read of its files. */
type Read = { folder: CourseFolder; files: readonly { file: ContentFile; quality: FileQuality }[] };

/** Of all choices at least this share is neither weak nor best; of the best ones at most this share has one place. */
const limits = { between: 1 / 3, inOnePlace: 1 / 2 } as const;

/** With fewer, a share is luck. */
const enough = { choices: 12, decisions: 4 } as const;

const percent = (share: number) => `${Math.round(100 * share)}%`;

const isBetween = (kind: ChoiceKind) => kind !== 'weak' && kind !== 'best';

const shareOf = (kinds: readonly ChoiceKind[]) =>
  kinds.filter(isBetween).length / Math.max(1, kinds.length);

/** The files with the least share of choices between weak and best, by name. */
function leastBetween({ files }: Read): string {
  const shares = files.flatMap(({ file, quality }) => {
    const kinds = quality.facts.decisions.flat();
    return kinds.length === 0 ? [] : [{ path: file.inCourse, share: shareOf(kinds) }];
  });
  return shares
    .sort((a, b) => a.share - b.share)
    .slice(0, 3)
    .map(({ path, share }) => `\`${path}\` (${percent(share)})`)
    .join(', ');
}

/** Checks the decisions of all conversations of a course together. Each conversation is checked by itself elsewhere. */
export function checkChoices(course: Read, of: (file: ContentFile) => QualityReport): void {
  const decisions = course.files.flatMap(({ quality }) => quality.facts.decisions);
  const kinds = decisions.flat();
  const { course: file } = course.folder;
  const place = placeOfHead(file, 'id');
  const between = shareOf(kinds);
  if (kinds.length >= enough.choices && between < limits.between) {
    of(file).found(
      'P11-between',
      place,
      `${percent(between)} of ${kinds.length} choices are neither weak nor best, and between a straw man and the right line there is nothing to weigh; make it a third: give weak choices a reason (\`Kind: fair\`), add ways to mend and to step back. Least in ${leastBetween(course)}.`,
    );
  }
  const places = decisions.flatMap((each) =>
    each.length === 3 && each.filter((kind) => kind === 'best').length === 1
      ? [each.indexOf('best')]
      : [],
  );
  if (places.length < enough.decisions) return;
  for (const at of [0, 1, 2]) {
    const share = places.filter((each) => each === at).length / places.length;
    if (share <= limits.inOnePlace) continue;
    of(file).found(
      'P11-best-mostly',
      place,
      `the best of three choices is number ${at + 1} in ${percent(share)} of ${places.length} decisions of this course, and readers soon pick it unread; move it in some.`,
    );
  }
}
