import { z } from 'zod';
import {
  courseFrontmatterSchema,
  glossaryFileSchema,
  lessonFrontmatterSchema,
  moduleFrontmatterSchema,
  practicalFrontmatterSchema,
  quizFrontmatterSchema,
  sourcesFileSchema,
  surveyFrontmatterSchema,
} from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { kitFileSchema, standardsFileSchema } from '#app/features/curriculum/courses/kit-schema.ts';
import { waiversFileSchema } from '#app/features/curriculum/quality/schema.ts';

/** What each file of a course holds, by the name of its JSON Schema: the frontmatter of pages, or a whole YAML file. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  course: courseFrontmatterSchema,
  module: moduleFrontmatterSchema,
  lesson: lessonFrontmatterSchema,
  quiz: quizFrontmatterSchema,
  practical: practicalFrontmatterSchema,
  survey: surveyFrontmatterSchema,
  sources: sourcesFileSchema,
  glossary: glossaryFileSchema,
  kit: kitFileSchema,
  standards: standardsFileSchema,
  waivers: waiversFileSchema,
};

/** What an editor shows beside a key. */
const hints: Readonly<Record<string, string>> = {
  accessed: 'The day you read it: YYYY-MM-DD.',
  attempts: 'How often a cadet may try; null: as often as they want.',
  blueprint: 'How many questions an attempt draws for each objective or tag.',
  by: 'Who decided that the finding may stand.',
  change: 'Why the edition rose: wording, substantive or legal.',
  contentNotes: 'What a reader may want to know beforehand.',
  codes: 'What may be claimed of a standard, each with your own words for it.',
  credit: 'What the minutes online and of practice in a room count as.',
  crosswalk:
    'For each objective and standard: codes, `none`, or a code with (to confirm) after it.',
  field: 'Tasks for field training.',
  kit: 'Things to have in the room.',
  listenFor: 'What an instructor listens for in the room.',
  note: 'What was read of the standard, and what was not.',
  room: 'The room of the role-play, and how it is set out.',
  safety: 'The safety plan, a line each.',
  needsRules: 'Local rules in this lesson without which no cadet gets it, such as whom to call.',
  correctionNote: 'What a correction of the paper changed.',
  draft:
    'true: checked and in the preview, and cadets keep what they had until the line is taken out.',
  draw: 'How many questions of the pool an attempt has.',
  edition: 'Raise it when what people must know has changed.',
  evidence: 'What kind of evidence the source is.',
  id: 'The name that records hang on: lower-case letters, digits, hyphens. Never change it.',
  lastReviewed: 'The day somebody last read all of it: YYYY-MM-DD.',
  leastTime: 'Percent of each lesson’s minutes to be measured before it is complete; null: none.',
  limits: 'What the source does not show, in one sentence.',
  line: 'The line of the finding; `text` stays right when lines move.',
  minutes: 'Certified length online.',
  objectives: 'Two to four; each starts with one verb that can be observed.',
  passMark: 'Percent needed to pass.',
  practiceMinutes: 'Length of the role-play beside it.',
  reason: 'Why the place is right as it is, in at least 20 characters.',
  releaseAt: 'When this edition comes into force: YYYY-MM-DDTHH:MM, academy time.',
  requiresQuiz: 'true: its lessons count once the quiz of the module is passed.',
  rereadOn:
    'After which changes those who completed a lesson read the new edition as well: substantive, legal.',
  reviewers: 'Real people only, who have read it: name, role, date, and what they read.',
  rubric: 'When cadets see the rater’s sheets and rubrics: before, after-due or never.',
  rule: 'The id of the rule, as the check shows it.',
  sources: 'Ids of the sources the text cites.',
  text: 'What the cadet will be able to do; of a waiver: a few words that stand in the place.',
  unseenFirst: 'true: a retake draws questions first that the cadet has not met.',
  until: 'The last day the waiver holds, at most a year ahead: YYYY-MM-DD.',
  verified: 'true once you have read it yourself.',
  waitHours: 'Hours between one attempt and the next.',
};

/**
 * JSON Schemas for editors, by file name, made from the schemas that the check itself uses: completion of keys, and
 * mistakes marked while typing. What only the check knows (that a day exists, that a source is there) is not in them.
 */
export function makeEditorSchemas(): Record<string, string> {
  const files = Object.entries(schemas).map(([name, schema]): [string, string] => {
    const made = z.toJSONSchema(schema, {
      io: 'input',
      unrepresentable: 'any',
      override: ({ jsonSchema }) => {
        for (const [key, property] of Object.entries(jsonSchema.properties ?? {})) {
          const hint = hints[key];
          if (hint !== undefined && typeof property === 'object') property.description = hint;
        }
      },
    });
    const title = `Rapport ${name}`;
    return [`${name}.json`, `${JSON.stringify({ title, ...made }, null, 2)}\n`];
  });
  return Object.fromEntries(files);
}
