import type { Place, Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import type {
  ContentKind,
  ContentProblem,
  LessonBody,
  Reference,
} from '#app/features/curriculum/courses/schema.ts';
import type { Library } from './library.server.ts';

/** A link to another file of the course, by its path in the course's folder. */
export type FileLink = { path: string } & Place;

/** A link to an anchor in another file of the course, to be checked once all files are known. */
export type AnchorLink = { path: string; anchor: string } & Place;

/** What a file refers to, in reading order. `openRules`: local rules that nobody has written. `problems` are those of transcripts and local rules. */
export type References = {
  references: Reference[];
  terms: LessonBody['terms'];
  localRules: string[];
  openRules: string[];
  /** Names, without their endings, by which recordings of its lines would be found; and recordings that it names itself. */
  voices: string[];
  sounds: string[];
  links: FileLink[];
  anchorLinks: AnchorLink[];
  problems: ContentProblem[];
};

/** What resolving one file needs and finds. */
export type Scope = {
  kind: ContentKind;
  path: string;
  anchors: readonly string[] | null;
  library: Library;
  report: Report;
  found: References;
};
