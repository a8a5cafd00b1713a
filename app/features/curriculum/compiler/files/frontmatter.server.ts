import type { z } from 'zod';
import {
  type ChangeClass,
  courseFrontmatterSchema,
  lessonFrontmatterSchema,
  moduleFrontmatterSchema,
  practicalFrontmatterSchema,
  quizFrontmatterSchema,
  surveyFrontmatterSchema,
} from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { ContentKind } from '#app/features/curriculum/courses/schema.ts';
import { contentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { fileStart, type Report } from './problems.server.ts';
import { checkYaml } from './yaml-schema.server.ts';
import { parseYamlText, type YamlText } from './yaml-text.server.ts';

/** The frontmatter of each kind of content file. */
export type Frontmatters = {
  course: z.infer<typeof courseFrontmatterSchema>;
  module: z.infer<typeof moduleFrontmatterSchema>;
  lesson: z.infer<typeof lessonFrontmatterSchema>;
  quiz: z.infer<typeof quizFrontmatterSchema>;
  practical: z.infer<typeof practicalFrontmatterSchema>;
  survey: z.infer<typeof surveyFrontmatterSchema>;
};

const schemas: { [K in ContentKind]: z.ZodType<Frontmatters[K]> } = {
  course: courseFrontmatterSchema,
  module: moduleFrontmatterSchema,
  lesson: lessonFrontmatterSchema,
  quiz: quizFrontmatterSchema,
  practical: practicalFrontmatterSchema,
  survey: surveyFrontmatterSchema,
};

/** The top of a content file, as far as it could be read. */
export type Head<K extends ContentKind> = {
  /** The id, also if other keys are wrong: a broken file must still be known by name. */
  id: string | null;
  /** null if anything in it is wrong. */
  frontmatter: Frontmatters[K] | null;
  yaml: YamlText | null;
  /** The rest of the file with the frontmatter's lines left empty, so that line numbers stay true. */
  body: string;
};

/** Splits off and checks the frontmatter of a file; everything wrong with it goes to the report. */
export function readHead<K extends ContentKind>(kind: K, text: string, report: Report): Head<K> {
  const lines = text.split('\n');
  const none = (body: string): Head<K> => ({ id: null, frontmatter: null, yaml: null, body });
  if (lines[0]?.trimEnd() !== '---') {
    report.error(
      'no-frontmatter',
      fileStart,
      'the file must start with a line `---`, then keys such as `id: …` and `title: …`, then a line `---`.',
    );
    return none(text);
  }
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (end === -1) {
    report.error(
      'no-frontmatter',
      fileStart,
      'the frontmatter is never closed; add a line `---` after its last key.',
    );
    return { ...none(''), id: findId(lines) };
  }
  const body = `${'\n'.repeat(end)}\n${lines.slice(end + 1).join('\n')}`;
  const yaml = parseYamlText(lines.slice(1, end).join('\n'), 1, report);
  if (yaml === null || report.hasErrors())
    return { ...none(body), id: findId(lines.slice(0, end)), yaml };
  const frontmatter = checkYaml(schemas[kind], yaml, `a ${kind}`, report);
  if (frontmatter !== null) checkEdition(frontmatter, yaml, report);
  return { id: frontmatter?.id ?? findId(lines.slice(0, end)), frontmatter, yaml, body };
}

/** An edition after the first must say what kind of change it brings: who must redo a lesson depends on it. */
function checkEdition(
  { edition, change }: { edition: number; change?: ChangeClass | undefined },
  yaml: YamlText,
  report: Report,
): void {
  if (edition > 1 && change === undefined) {
    report.error(
      'edition-change',
      yaml.placeOf(['edition']),
      `edition ${edition} must say why it rose: add \`change: wording\` (nobody needs to do it again), \`change: substantive\` (what people must know has changed) or \`change: legal\` (law or policy has changed).`,
    );
  } else if (edition === 1 && change !== undefined) {
    report.error(
      'edition-change',
      yaml.placeOf(['change']),
      '`change` says why an edition rose, and this is the first; raise `edition`, or take `change` out.',
    );
  }
}

/**
 * The id in frontmatter that may be broken elsewhere. One that cannot be an id is none: it may be a slip in that of
 * something published, which must not seem gone.
 */
function findId(lines: readonly string[]): string | null {
  for (const line of lines) {
    const id = /^id:\s*["']?([a-z0-9-]+)["']?\s*(#.*)?$/.exec(line)?.[1];
    if (id !== undefined) return contentIdSchema.safeParse(id).success ? id : null;
  }
  return null;
}
