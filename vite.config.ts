import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig, type Plugin } from 'vite';
import {
  fingerprintOf,
  listFingerprinted,
} from './app/features/curriculum/compiler/files/code-fingerprint.server.ts';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

/** Tells the code that compiles content which code it is, again whenever a file of it changes. */
function codeFingerprint(): Plugin {
  const holder = '/code-fingerprint.server.ts';
  let root = '';
  return {
    name: 'code-fingerprint',
    configResolved(config) {
      root = config.root;
    },
    transform(code, id) {
      if (!id.endsWith(holder)) return null;
      return code.replaceAll('__CODE_FINGERPRINT__', JSON.stringify(fingerprintOf(root)));
    },
    hotUpdate({ file }) {
      if (!listFingerprinted(root).includes(file)) return;
      const { moduleGraph } = this.environment;
      for (const [id, module] of moduleGraph.idToModuleMap)
        if (id.endsWith(holder)) moduleGraph.invalidateModule(module);
    },
  };
}

export default defineConfig({
  plugins: [
    codeFingerprint(),
    remix({
      future: {
        v3_fetcherPersist: true,
        // Nothing navigates in the browser, so nothing asks for the map of routes, which costs a server much to draw.
        v3_lazyRouteDiscovery: false,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  build: {
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      // Remarks on comments in packages tell a newcomer nothing; warnings of our own code stay.
      onwarn(warning, warn) {
        if (warning.code !== 'INVALID_ANNOTATION') warn(warning);
      },
    },
  },
  server: { watch: { ignored: ['**/data/**', '**/content/**', '**/build/**'] } },
});
