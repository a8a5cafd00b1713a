import { buildIfStale } from '#app/server/build.ts';

await buildIfStale();
