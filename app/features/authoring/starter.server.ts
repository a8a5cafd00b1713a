import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import {
  type LoadedContent,
  loadContent,
} from '#app/features/curriculum/compiler/course/content.server.ts';
import { bloomLevelOf } from '#app/features/curriculum/quality/verbs.server.ts';
import { lessonObjectives, lessonText } from './starter-lesson.server.ts';
import { freeId, nextNumber, type StarterKind } from './starter-rules.ts';
import {
  courseText,
  glossaryText,
  kitText,
  moduleText,
  practicalText,
  quizText,
  sourcesText,
  standardsText,
  surveyText,
} from './starter-texts.server.ts';

/** New files for authors: they pass the check as drafts, and say what is still to be written. */

/** What to make. `where`: the folder it goes into, as typed; `today`: YYYY-MM-DD. */
export type StarterOrder = {
  kind: StarterKind;
  where: string;
  title: string;
  today: string;
  contentDir: string;
};

/** What was made, with paths from the content folder on, and what to do next, in sentences. */
export type Started = { id: string; files: string[]; next: string[] };

/** Finds the folder that an author means: a path, or one within the content folder or its courses. */
function findFolder(where: string, contentDir: string, needs: string): string {
  const places = [resolve(where), join(contentDir, where), join(contentDir, 'courses', where)];
  const found = places.find((place) => existsSync(join(place, needs)));
  if (found !== undefined) return found;
  throw new Error(
    `There is no ${needs} in ${where}. Say where the new file goes, as ${needs === 'module.mdx' ? 'content/courses/a-course/01-a-module' : 'content/courses/a-course'}.`,
  );
}

function listTaken(content: LoadedContent): Set<string> {
  return new Set(
    content.courses.flatMap(({ compiled, retired }) => [
      ...retired,
      ...compiled.files.flatMap(({ file, compilation }) => [
        ...(file.head.id === null ? [] : [file.head.id]),
        ...compilation.facts.parts.map(({ id }) => id),
      ]),
    ]),
  );
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw new Error(`${relative(process.cwd(), path)} is there already; nothing was changed.`);
    throw cause;
  }
}

/** The lessons of a module's folder, by what the check knows of them. */
function lessonsOf(content: LoadedContent, folder: string) {
  const course = content.courses.find(({ shelf }) => dirname(folder) === shelf.folder);
  const module = course?.compiled.folder.modules.find((each) => each.folder === basename(folder));
  return (module?.lessons ?? []).flatMap(({ head }) => head.frontmatter ?? []);
}

type Plan = { files: [path: string, text: string][]; next: string[] };

async function plan(
  { kind, where, title, today, contentDir }: StarterOrder,
  content: LoadedContent,
): Promise<Plan & { id: string }> {
  const taken = listTaken(content);
  const facts = (fallback: string) => ({ id: freeId(title, fallback, taken), title, today });
  switch (kind) {
    case 'course': {
      const own = facts('new-course');
      const folder = join(contentDir, 'courses', own.id);
      return {
        id: own.id,
        files: [
          [join(folder, 'course.mdx'), courseText(own)],
          [join(folder, 'sources.yml'), sourcesText],
          [join(folder, 'glossary.yml'), glossaryText],
          [join(folder, 'kit.yml'), kitText],
          [join(folder, 'standards.yml'), standardsText],
        ],
        next: [`Add a module: npm run content:new -- module ${own.id} "Its title"`],
      };
    }
    case 'module': {
      const course = findFolder(where, contentDir, 'course.mdx');
      const own = facts('new-module');
      const folder = `${nextNumber(await readdir(course))}-${own.id}`;
      const path = join(course, folder, 'module.mdx');
      const place = `${basename(course)}/${folder}`;
      return {
        id: own.id,
        files: [[path, moduleText(own)]],
        next: [`Add a lesson: npm run content:new -- lesson ${place} "Its title"`],
      };
    }
    case 'lesson': {
      const module = findFolder(where, contentDir, 'module.mdx');
      const own = facts('new-lesson');
      const name = `${nextNumber(await readdir(module))}-${own.id}.mdx`;
      const hasQuiz = existsSync(join(module, 'quiz.mdx'));
      return {
        id: own.id,
        files: [[join(module, name), lessonText(own)]],
        next: [
          'Write the text, 900 to 1,700 words, and cite at least three sources.',
          'Add its room, safety plan and standards to kit.yml, if the course has one.',
          ...(hasQuiz
            ? [
                `Add two questions for each of ${lessonObjectives(own.id)
                  .map(({ id }) => id)
                  .join(' and ')} to quiz.mdx.`,
              ]
            : []),
        ],
      };
    }
    case 'quiz':
    case 'practical': {
      const module = findFolder(where, contentDir, 'module.mdx');
      const lessons = lessonsOf(content, module);
      if (lessons.length === 0)
        throw new Error(`There is no lesson in ${where} that can be read; make its lessons first.`);
      const own = facts(`new-${kind}`);
      if (kind === 'practical') {
        return {
          id: own.id,
          files: [[join(module, 'practical.mdx'), practicalText(own, lessons)]],
          next: ['Write each role-play, and criteria that a camera could record.'],
        };
      }
      const objectives = lessons.flatMap((lesson) =>
        lesson.objectives.map((each) => ({ ...each, level: bloomLevelOf(each.text) })),
      );
      return {
        id: own.id,
        files: [[join(module, 'quiz.mdx'), quizText(own, objectives)]],
        next: [
          'Write every question anew: its situation, its three options and what is said of each.',
          'Then set requiresQuiz: true in module.mdx, if the module is to wait for it.',
        ],
      };
    }
    case 'survey': {
      const course = findFolder(where, contentDir, 'course.mdx');
      const own = facts('new-survey');
      return {
        id: own.id,
        files: [[join(course, 'surveys', `${own.id}.mdx`), surveyText(own)]],
        next: ['Write the statements in words that everybody reads at once.'],
      };
    }
  }
}

/**
 * Makes the files of a new course, module, lesson, quiz, practical or survey, as drafts. Nothing that is there is changed.
 * @throws Error in words for the terminal
 */
export async function startContent(order: StarterOrder): Promise<Started> {
  const { contentDir } = order;
  if (order.title.trim().length < 3 || order.title.length > 120)
    throw new Error('Give it a title of 3 to 120 characters, in quotes.');
  const content = await loadContent({ contentDir, dataDir: null });
  const { id, files, next } = await plan(order, content);
  for (const [path] of files) {
    if (!path.startsWith(contentDir + sep))
      throw new Error(`${order.where} is not in the content folder ${contentDir}.`);
    if (existsSync(path))
      throw new Error(`${relative(process.cwd(), path)} is there already; nothing was changed.`);
  }
  for (const [path, text] of files) await write(path, text);
  const made = files.map(([path]) => relative(contentDir, path).split(sep).join('/'));
  return { id, files: made, next };
}
