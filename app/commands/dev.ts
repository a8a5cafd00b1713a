import type { ServerBuild } from '@remix-run/node';
import { createServer as createViteServer } from 'vite';
import type { application } from '#app/server/application.server.ts';
import { createServer } from '#app/server/create-server.ts';
import { announce, listen, stopOnSignal } from '#app/server/lifecycle.ts';

/**
 * `npm run dev`: the same server with Vite in front of it. A saved source file or lesson reloads the open pages.
 */

type Build = ServerBuild & {
  entry: { module: ServerBuild['entry']['module'] & { application: typeof application } };
};

const vite = await createViteServer({ server: { middlewareMode: true }, appType: 'custom' });
const loadBuild = async (): Promise<Build> =>
  (await vite.ssrLoadModule('virtual:remix/server-build')) as Build;

const { start, stop, watch } = (await loadBuild()).entry.module.application;
const { firstAdministrator } = await start();
const app = createServer({
  build: loadBuild,
  development: true,
  serveAssets: (server) => server.use(vite.middlewares),
});
const server = await listen(app);
const reload = () => vite.ws.send({ type: 'full-reload' });
vite.watcher.on('change', reload);
const unwatch = watch(reload);
stopOnSignal(server, async () => {
  unwatch();
  await vite.close();
  await stop();
});
announce(firstAdministrator);
