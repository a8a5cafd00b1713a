import type {
  CourseBody,
  LessonBody,
  ModuleBody,
  PracticalBody,
} from '#app/features/curriculum/courses/schema.ts';
import type { AnswerKey } from '#app/features/curriculum/items/schema.ts';
import { defineTask } from '#app/features/curriculum/workshop/schema.ts';

/** A revision as it is stored: its body and its key as JSON. */
export type StoredText = { bodyJson: string; keyJson: string | null };

/**
 * What a kit is made of, as text: reading it takes longer than requests may wait. `revision`: names all of it;
 * `assetsDir`: where its pictures are, absolute. A quiz comes without its key: no kit holds what a quiz asks for.
 */
export type KitOrder = {
  revision: string;
  assetsDir: string;
  course: StoredText;
  modules: {
    number: number;
    module: StoredText;
    lessons: { number: string; lesson: StoredText }[];
    practical: StoredText | null;
    quiz: StoredText | null;
  }[];
};

/** A lesson of a kit. `questions`: how many questions of quizzes test each objective, by its id. */
export type KitLesson = {
  number: string;
  body: LessonBody;
  key: AnswerKey;
  practical: PracticalBody | null;
  questions: Readonly<Record<string, number>>;
};

/** A module of a kit; `practical` null: it has no role-plays. */
export type KitModule = {
  number: number;
  body: ModuleBody;
  lessons: KitLesson[];
  practical: PracticalBody | null;
};

/** What a kit is made of, read. `picture`: a picture of the site as a data URI, by its address; null: it is gone. */
export type KitCourse = {
  revision: string;
  body: CourseBody;
  modules: KitModule[];
  picture: (address: string) => string | null;
};

/** A file of a kit; `path`: in the kit's folder, parted by `/`. */
export type KitFile = { path: string; bytes: Uint8Array };

/** A kit: its files, and all of them in one archive. */
export type Kit = { files: KitFile[]; zip: Uint8Array };

/** Makes the kit of a published course. */
export const makeKitTask = defineTask<KitOrder, Kit>('make a kit');

/** Makes the kits of the courses in a content folder, by course id, each with the problems that kept parts of it out. */
export const makeFolderKitsTask = defineTask<
  { contentDir: string; dataDir: string; course: string | null },
  { kits: { course: string; kit: Kit }[]; broken: string[] }
>('make the kits of a folder');
