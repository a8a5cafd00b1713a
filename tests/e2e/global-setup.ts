import { buildIfStale } from '#app/server/build.ts';
import { dropTemplate, makeTemplate } from '#tests/support/academy-server.ts';

/** Builds what is not built, makes the demo academy once, and clears it away at the end. */
export default async function globalSetup(): Promise<() => void> {
  await buildIfStale();
  makeTemplate();
  return dropTemplate;
}
