import type {
  ContentKind,
  ContentProblem,
  LessonBody,
} from '#app/features/curriculum/courses/schema.ts';
import type { PreviewQuery } from '#app/paths.ts';

/** What the preview of a file shows and where. Pure: no I/O here. */

/** Reads from an address how a preview is to be shown; what makes no sense is left out. */
export function readPreviewQuery(query: URLSearchParams): PreviewQuery {
  const view = query.get('view');
  const draw = query.get('draw') ?? '';
  return {
    view: view === 'scenario' || view === 'keys' || view === 'attempt' ? view : undefined,
    draw: /^[1-9]\d{0,5}$/.test(draw) ? draw : undefined,
    width: query.get('width') === 'phone' ? 'phone' : undefined,
    frame: query.get('frame') === '1' ? '1' : undefined,
    notes: query.get('notes') === 'off' ? 'off' : undefined,
  };
}

type Shown = { kind: ContentKind; body: object } | null;

/** Ways to look at something besides the first: a lesson as cadets see it, a quiz with its keys. */
export function listViews(output: Shown): NonNullable<PreviewQuery['view']>[] {
  if (output?.kind === 'quiz') return ['attempt'];
  if (output?.kind !== 'lesson' || !('blocks' in output.body)) return [];
  const blocks = output.body.blocks as LessonBody['blocks'];
  const has = (type: LessonBody['blocks'][number]['type']) =>
    blocks.some((block) => block.type === type);
  return [
    ...(has('scenario') ? ['scenario' as const] : []),
    ...(has('check') ? ['keys' as const] : []),
  ];
}

/** A problem as the preview shows it: with what its line says, and the anchor of its note on the page, if it has one. */
export type PreviewProblem = ContentProblem & { excerpt: string; anchor: string | null };

/**
 * How far a page has got: made from files that stood like `state`, with what the quality check finds or still without.
 * As text it tells the server what the browser has.
 */
export type PreviewVersion = { state: string; checked: boolean };

/** A version as the page carries it. */
export function writeVersion({ state, checked }: PreviewVersion): string {
  return `${state}.${checked ? 'checked' : 'fast'}`;
}

/** Reads a version back; null: nothing usable, so the page is made anew. */
export function readVersion(text: string | null): PreviewVersion | null {
  const match = /^([0-9a-f]{1,64})\.(checked|fast)$/.exec(text ?? '');
  return match?.[1] === undefined ? null : { state: match[1], checked: match[2] === 'checked' };
}

const longestExcerpt = 160;

/** What a line says, short enough to quote. */
export function excerptOf(lines: readonly string[], line: number): string {
  const text = (lines[line - 1] ?? '').trim();
  return text.length > longestExcerpt ? `${text.slice(0, longestExcerpt - 1)}…` : text;
}

/** The anchor of a problem's note, by its place in the list. */
export const problemAnchor = (index: number): string => `problem-${index + 1}`;

/** Where a note goes: before which element of which piece of the page. */
export type Spot = { piece: number; element: number };

/**
 * Where on the page a line of the file is shown: in the last element that starts at it or before it. Null before the
 * first one.
 */
export function findSpot(pieceLines: readonly (readonly number[])[], line: number): Spot | null {
  let spot: Spot | null = null;
  for (const [piece, lines] of pieceLines.entries()) {
    for (const [element, start] of lines.entries()) {
      if (start > line) return spot;
      spot = { piece, element };
    }
  }
  return spot;
}

/**
 * Problems found in an older text of a file, as far as the lines they are about are still there: each at the line that
 * says the same now, the nearest one if several do. For a page that does not wait for the check.
 */
export function carryOver(
  problems: readonly ContentProblem[],
  before: readonly string[],
  now: readonly string[],
): ContentProblem[] {
  const places = new Map<string, number[]>();
  for (const [index, text] of now.entries())
    places.set(text, [...(places.get(text) ?? []), index + 1]);
  return problems.flatMap((problem) => {
    const text = before[problem.line - 1];
    const lines = text === undefined || text.trim() === '' ? [] : (places.get(text) ?? []);
    const [nearest] = [...lines].sort(
      (a, b) => Math.abs(a - problem.line) - Math.abs(b - problem.line),
    );
    return nearest === undefined ? [] : [{ ...problem, line: nearest }];
  });
}

/** A file of a course as an address may name it. */
export type Named = { id: string | null; inCourse: string };

/** A course as an address may name it: by its id or its folder ('' when the content folder is the course). */
export type NamedCourse<T extends Named> = {
  id: string | null;
  folder: string;
  files: readonly T[];
};

/** What stands for the course in an address when the content folder itself is one. */
const onlyCourse = '_';

/**
 * The file that an address names: course, module (may be left out), and file name or content id. Only files that the
 * course has are ever found, whatever the address says.
 */
export function findNamed<T extends Named>(
  address: string,
  courses: readonly NamedCourse<T>[],
): T | null {
  const [first = '', ...rest] = address.split('/');
  const last = rest.at(-1);
  if (last === undefined || rest.length > 2) return null;
  const course =
    courses.find(({ folder }) => (folder || onlyCourse) === first) ??
    courses.find(({ id }) => id === first);
  const byPath = course?.files.find(({ inCourse }) => inCourse === rest.join('/'));
  if (byPath !== undefined) return byPath;
  const module = rest.length === 2 ? rest[0] : null;
  const isIn = ({ inCourse }: T) =>
    module === null ||
    inCourse.startsWith(`${module}/`) ||
    course?.files.some(
      (file) => file.id === module && file.inCourse === inCourse.replace(/[^/]+$/, 'module.mdx'),
    );
  const fits = (course?.files ?? []).filter((file) => file.id === last && isIn(file));
  return fits[0] ?? null;
}

/** The address of a file, as `findNamed` reads it. @param file relative to the content folder */
export function toAddress(file: string): string {
  const match = /^courses\/([^/]+\/.+)$/.exec(file);
  return match?.[1] ?? `${onlyCourse}/${file}`;
}

/** Problems by the part they are in: the last one that starts at their line or before it. Others are left out. */
export function groupByPart(
  problems: readonly PreviewProblem[],
  partLines: Readonly<Record<string, number>>,
): Record<string, PreviewProblem[]> {
  const parts = Object.entries(partLines).sort(([, a], [, b]) => a - b);
  // An id may be the name of something that every object has.
  const groups: Record<string, PreviewProblem[]> = Object.create(null);
  for (const problem of problems) {
    const [id] = parts.findLast(([, line]) => line <= problem.line) ?? [];
    if (id !== undefined) groups[id] = [...(groups[id] ?? []), problem];
  }
  return groups;
}
