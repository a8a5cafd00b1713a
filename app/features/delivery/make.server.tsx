import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import {
  courseBodySchema,
  lessonBodySchema,
  moduleBodySchema,
  practicalBodySchema,
  quizBodySchema,
} from '#app/features/curriculum/courses/schema.ts';
import { answerKeySchema } from '#app/features/curriculum/items/schema.ts';
import { Crosswalk, Hours, KitIndex } from './course-sheets.tsx';
import { toDocument } from './document.tsx';
import { FieldSheet } from './field-sheet.tsx';
import { Guide } from './guide.tsx';
import { Handout } from './handout.tsx';
import { toSections } from './lesson-parts.server.ts';
import { RolePlays } from './role-plays.tsx';
import { courseSheets, rolePlaysPath, sheetPath } from './rules.ts';
import type {
  Kit,
  KitCourse,
  KitFile,
  KitLesson,
  KitModule,
  KitOrder,
  StoredText,
} from './schema.ts';
import { Slides } from './slides.tsx';

/** Makes a kit of what a course is. In the workshop's thread: it takes seconds. */

const parse = (json: string | null): unknown => JSON.parse(json ?? '{}');

function readQuestions(quiz: StoredText | null): Record<string, number> {
  if (quiz === null) return {};
  const counts: Record<string, number> = {};
  for (const { objective } of quizBodySchema.parse(parse(quiz.bodyJson)).items)
    if (objective !== null) counts[objective] = (counts[objective] ?? 0) + 1;
  return counts;
}

const pictureTypes: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
};

/** Reads pictures of the site from where it keeps them, as data URIs; each once. */
function readPictures(assetsDir: string): KitCourse['picture'] {
  const known = new Map<string, string | null>();
  return (address) => {
    const kept = known.get(address);
    if (kept !== undefined) return kept;
    const [, name] = /^\/files\/([0-9a-f]+\.[a-z0-9]+)(?:\?|$)/.exec(address) ?? [];
    const type = pictureTypes[extname(name ?? '')];
    let made: string | null = null;
    if (name !== undefined && type !== undefined) {
      try {
        made = `data:${type};base64,${readFileSync(join(assetsDir, name)).toString('base64')}`;
      } catch {
        // The sheet says what it showed.
      }
    }
    known.set(address, made);
    return made;
  };
}

function readCourse({ revision, assetsDir, course, modules }: KitOrder): KitCourse {
  return {
    revision,
    body: courseBodySchema.parse(parse(course.bodyJson)),
    picture: readPictures(assetsDir),
    modules: modules.map(({ number, module, lessons, practical: text, quiz }): KitModule => {
      const practical = text && practicalBodySchema.parse(parse(text.bodyJson));
      const questions = readQuestions(quiz);
      return {
        number,
        body: moduleBodySchema.parse(parse(module.bodyJson)),
        practical,
        lessons: lessons.map(({ number: place, lesson }) => ({
          number: place,
          body: lessonBodySchema.parse(parse(lesson.bodyJson)),
          key: answerKeySchema.parse(parse(lesson.keyJson)),
          practical,
          questions,
        })),
      };
    }),
  };
}

const forInstructors = 'For instructors: holds answers. Keep it from cadets.';
const forTrainers = 'For field trainers: holds the rubric.';
const forCadets = 'For cadets: holds no answers.';

const encoder = new TextEncoder();
const toFile = (path: string, text: string): KitFile => ({ path, bytes: encoder.encode(text) });

function makeLesson(course: KitCourse, module: KitModule, lesson: KitLesson): KitFile[] {
  const { id, title, edition } = lesson.body.frontmatter;
  const props = { course, module, lesson, sections: toSections(lesson.body, course.picture) };
  const name = `${lesson.number} ${title}`;
  const from = `${name}, edition ${edition}. Made by Rapport from content revision ${course.revision}.`;
  const at = (sheet: Parameters<typeof sheetPath>[0]) => sheetPath(sheet, lesson.number, id);
  const page = (what: string, audience: string) =>
    ({ title: `${name}: ${what}`, look: 'paper', audience, from }) as const;
  return [
    toFile(at('guide'), toDocument(page('guide', forInstructors), <Guide {...props} />)),
    toFile(
      at('slides'),
      toDocument({ ...page('slides', forCadets), look: 'slides' }, <Slides {...props} />),
    ),
    toFile(at('handout'), toDocument(page('handout', forCadets), <Handout {...props} />)),
    toFile(
      at('field-sheet'),
      toDocument(
        page('field-training sheet', forTrainers),
        <FieldSheet course={course} module={module} lesson={lesson} />,
      ),
    ),
  ];
}

function makeFiles(course: KitCourse): KitFile[] {
  const { title, edition } = course.body.frontmatter;
  const from = `${title}, edition ${edition}. Made by Rapport from content revision ${course.revision}.`;
  const page = (what: string) =>
    ({ title: `${title}: ${what}`, look: 'paper', audience: forInstructors, from }) as const;
  const [hours, crosswalk] = courseSheets;
  return [
    toFile('index.html', toDocument(page('delivery kit'), <KitIndex course={course} />)),
    toFile(hours.path, toDocument(page(hours.label), <Hours course={course} />)),
    toFile(crosswalk.path, toDocument(page(crosswalk.label), <Crosswalk course={course} />)),
    ...course.modules.flatMap((module) => [
      ...(module.practical === null
        ? []
        : [
            toFile(
              rolePlaysPath(module.number),
              toDocument(
                page(`role-plays of module ${module.number}`),
                <RolePlays course={course} module={module} />,
              ),
            ),
          ]),
      ...module.lessons.flatMap((lesson) => makeLesson(course, module, lesson)),
    ]),
  ];
}

/** One archive of all files; the same files make the same bytes. */
async function pack(files: readonly KitFile[], folder: string, mtime: Date): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const { path, bytes } of files)
    zip.addBuffer(Buffer.from(bytes), `${folder}/${path}`, { mtime, forceDosTimestamp: true });
  zip.end();
  return new Uint8Array(await buffer(zip.outputStream));
}

/** Makes every file of a course's kit, and the archive of them. */
export async function makeKit(order: KitOrder): Promise<Kit> {
  const course = readCourse(order);
  const { id, lastReviewed } = course.body.frontmatter;
  const files = makeFiles(course);
  return { files, zip: await pack(files, id, new Date(`${lastReviewed}T00:00:00`)) };
}
