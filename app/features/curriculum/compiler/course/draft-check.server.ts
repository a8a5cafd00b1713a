import type {
  ContentFile,
  ModuleFolder,
} from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { excerptOf } from '#app/features/curriculum/compiler/files/problem-words.server.ts';
import type { Place } from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { countOf } from '#app/words/numbers.ts';
import { findKeeper } from './course-order.server.ts';
import {
  type CompiledCourse,
  createReports,
  placeOfKey,
  type Reports,
} from './course-reports.server.ts';

/** Drafts (`draft: true`) and what is left of the texts that `npm run content:new` puts into new files. */

// Every text of a new file that is still to be written carries one of these.
const unwritten = /(?<![\p{L}\p{N}])Write: |\(write it\)/u;

/**
 * Checks that nothing goes out unfinished: texts of a new file that nobody wrote yet stop it unless it is a draft, and so
 * does a quiz that a module waits for while the quiz is a draft. Warns of links from what is out to what is not.
 */
export function checkDrafts(courses: readonly CompiledCourse[]): ContentProblem[] {
  const reports = createReports();
  for (const { file } of courses.flatMap(({ files }) => files)) {
    if (file.head.frontmatter === null) continue;
    const left = findUnwritten(file.text);
    if (file.head.frontmatter.draft) {
      const [first] = left;
      if (first === undefined) continue;
      reports
        .of(file)
        .warning(
          'unwritten',
          first,
          `${countOf(left.length, 'text of this draft is', 'texts of this draft are')} still to be written, the first one here; each says \`Write:\` or \`(write it)\`.`,
        );
      continue;
    }
    for (const { text, ...place } of left)
      reports
        .of(file)
        .error(
          'unwritten',
          place,
          `${excerptOf(text)} is still to be written; write it, or put \`draft: true\` at the top until you do.`,
        );
  }
  for (const module of courses.flatMap(({ folder }) => folder.modules)) {
    if (!waitsForDraft(module)) continue;
    reports
      .of(module.module)
      .error(
        'draft-quiz',
        placeOfKey(module.module, 'requiresQuiz'),
        'this module waits for its quiz, and quiz.mdx is a draft, so its lessons would count without it; take `draft: true` out of quiz.mdx, or make the module a draft too.',
      );
  }
  for (const course of courses) checkLinks(course, reports);
  return reports.problems();
}

function checkLinks({ folder, files }: CompiledCourse, reports: Reports): void {
  const isKept = (file: ContentFile) => findKeeper(folder, file, false) !== null;
  const drafts = new Set(files.flatMap(({ file }) => (isKept(file) ? [file.inCourse] : [])));
  for (const { file, compilation } of files) {
    if (drafts.has(file.inCourse)) continue;
    for (const { path, ...place } of compilation.facts.links) {
      if (!drafts.has(path)) continue;
      reports
        .of(file)
        .warning(
          'draft-link',
          place,
          `\`${path}\` is a draft or stands in one, so cadets who follow this link find nothing there unless an earlier edition is out; publish it first, or leave the link out until then.`,
        );
    }
  }
}

function findUnwritten(text: string): (Place & { text: string })[] {
  return text.split('\n').flatMap((line, index) => {
    const found = unwritten.exec(line);
    return found === null ? [] : [{ line: index + 1, column: found.index + 1, text: line.trim() }];
  });
}

function waitsForDraft({ module, quiz }: ModuleFolder): boolean {
  const own = module.head.frontmatter;
  return Boolean(own?.requiresQuiz && !own.draft && quiz?.head.frontmatter?.draft);
}
