import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from '#app/env.server.ts';
import { makeEditorSchemas } from '#app/features/authoring/editor-schemas.server.ts';

/** `npm run content:schemas`: writes the JSON Schemas for editors into the content folder. */

const folder = join(env.CONTENT_DIR, 'schemas');
const made = makeEditorSchemas();
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(made)) writeFileSync(join(folder, name), text);
process.stdout.write(`${Object.keys(made).length} schemas written to ${folder}.\n`);
