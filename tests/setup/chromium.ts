import { existsSync } from 'node:fs';
import { installPackage, run } from './debian.ts';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const findInstalled = (): string | undefined => places.find((place) => existsSync(place));

/**
 * The path of a Chromium to test with, or null when Playwright's own is installed. Looks for one on the system, then
 * installs the system's package (Debian, as root), then tries Playwright's download.
 * @throws Error that says what to do when none of this works.
 */
export function ensureChromium(): string | null {
  const found = findInstalled();
  if (found) return found;
  installPackage('chromium', 'the browser tests');
  const installed = findInstalled();
  if (installed) return installed;
  if (run('npx', ['playwright', 'install', 'chromium'])) return null;
  throw new Error(
    'The browser tests need Chromium and none could be found or installed. ' +
      "Install your system's chromium package (Debian: apt-get install chromium) and run npm test again.",
  );
}
