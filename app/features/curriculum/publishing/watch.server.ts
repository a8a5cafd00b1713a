import { existsSync, type FSWatcher, watch } from 'node:fs';
import { env } from '#app/env.server.ts';

// An open preview has shown the save by then: publishing must not be in its way.
const settleTime = 300;

/**
 * Calls `onChange` once things have been quiet for a moment after any file of the content folder changed (editors write
 * in several steps).
 * @param contentDir absolute
 * @returns a function that stops watching
 */
export function watchContent(
  onChange: () => void,
  contentDir: string = env.CONTENT_DIR,
): () => void {
  if (!existsSync(contentDir)) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const watcher: FSWatcher = watch(contentDir, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, settleTime);
  });
  // A folder that goes away while it is watched is no reason to end the server.
  watcher.on('error', () => undefined);
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
