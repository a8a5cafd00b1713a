import { toChildEnvironment } from '#app/env.server.ts';
import { buildIfStale } from './build.ts';
import { runServer } from './start.ts';

await buildIfStale();
runServer(toChildEnvironment({ NODE_ENV: 'production' }));
