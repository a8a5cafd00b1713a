import { toChildEnvironment } from '#app/env.server.ts';
import { buildIfStale } from '#app/server/build.ts';
import { runServer } from '#app/server/start.ts';

await buildIfStale();
runServer(toChildEnvironment({ NODE_ENV: 'production' }));
