import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { makeEditorSchemas } from '#app/features/authoring/editor-schemas.server.ts';

const folder = resolve('content/schemas');

const objectSchema = z.object({
  type: z.literal('object'),
  properties: z.record(z.string(), z.looseObject({ description: z.string().optional() })),
  required: z.array(z.string()),
  additionalProperties: z.literal(false),
});

function read(name: string): unknown {
  return JSON.parse(makeEditorSchemas()[name] ?? 'null');
}

test('the schemas in content/ are those of the code; `npm run content:schemas` writes them', () => {
  const there = Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
  expect(there).toEqual(makeEditorSchemas());
});

test('a schema asks for what the check asks for, and no more', () => {
  const lesson = objectSchema.parse(read('lesson.json'));
  expect(lesson.required).toEqual([
    'id',
    'title',
    'summary',
    'minutes',
    'objectives',
    'lastReviewed',
  ]);
  expect(Object.keys(lesson.properties)).toContain('releaseAt');
  expect(lesson.properties.lastReviewed?.description).toContain('YYYY-MM-DD');
  const waivers = z
    .object({ type: z.literal('array'), items: objectSchema })
    .parse(read('waivers.json'));
  expect(waivers.items.required).toEqual(['rule', 'file', 'reason', 'by', 'until']);
  const sources = z.object({ additionalProperties: objectSchema }).parse(read('sources.json'));
  expect(sources.additionalProperties.required).toContain('limits');
});

test('editors find the schemas of the YAML files', () => {
  const settings: unknown = JSON.parse(readFileSync(resolve('.vscode/settings.json'), 'utf8'));
  const schemas = z.object({ 'yaml.schemas': z.record(z.string(), z.string()) }).parse(settings);
  const paths = Object.keys(schemas['yaml.schemas']);
  expect(paths).toHaveLength(3);
  for (const path of paths) expect(existsSync(resolve(path)), path).toBe(true);
});
