import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { attemptIntentSchema } from '#app/features/records/gradings/schema.ts';
import { knownRoutes } from '#tests/support/routes.ts';

/**
 * Everything that can be posted to the site, found in the code: of each route with an action, the intents of the schema
 * that it reads its form by. What is found nowhere throws, so that nothing can be left out in silence.
 */

/** A kind of form: 'learn.progress save-progress'; 'account' alone where there is no intent. */
export type KnownPost = string;

// What `readFields` reads has no schema.
const intentsOfReaders: Record<string, readonly string[]> = {
  readAttemptForm: attemptIntentSchema.options,
  readAnswers: [''],
};

const schemas = import.meta.glob<Record<string, unknown>>('/app/features/**/*schema.ts');

const formSchema = z.object({
  shape: z.object({ intent: z.object({ value: z.string() }).optional() }),
});
const unionSchema = z.object({ options: z.array(formSchema) });

function listIntents(schema: unknown): string[] {
  const union = unionSchema.safeParse(schema).data?.options ?? [formSchema.parse(schema)];
  return union.map(({ shape }) => shape.intent?.value ?? '');
}

async function importFrom(text: string, name: string): Promise<unknown> {
  const from = [...text.matchAll(/import \{([^}]*)\} from '#(app\/[^']*)';/g)].find(
    ([, names = '']) => names.split(/[\s,]+/).includes(name),
  )?.[2];
  const load = schemas[`/${from}`];
  if (!load) throw new Error(`${name} comes from no schema.ts of a feature.`);
  return (await load())[name];
}

async function listPosts(name: string): Promise<KnownPost[]> {
  const text = readRoute(name);
  const posts: string[] = [];
  for (const [, how, reader = ''] of text.matchAll(/\bread(Intent|Fields)\(args, (\w+)\)/g)) {
    const intents =
      how === 'Fields' ? intentsOfReaders[reader] : listIntents(await importFrom(text, reader));
    if (!intents) throw new Error(`${reader} of ${name} is not among the readers known here.`);
    posts.push(...intents.map((intent) => `${name} ${intent}`.trim()));
  }
  if (posts.length === 0) throw new Error(`What ${name} reads of a form cannot be seen.`);
  return posts;
}

const readRoute = (name: string) => readFileSync(`app/routes/${name}.tsx`, 'utf8');

// Forms of anyone are there for who is signed out; the structural tests name the routes that take them.
function takesForms(name: string): boolean {
  const text = readRoute(name);
  return /^export .*\baction\b/m.test(text) && !text.includes("forms: 'of anyone'");
}

/** Every kind of form that only a page made for somebody sends. */
export async function listKnownPosts(): Promise<KnownPost[]> {
  const names = knownRoutes.map(({ id }) => id.replace('routes/', '')).filter(takesForms);
  return (await Promise.all(names.map(listPosts))).flat();
}
