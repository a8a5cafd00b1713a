import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const findInstalled = (): string | undefined => places.find((place) => existsSync(place));

function run(command: string, args: string[]): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

function isDebianRoot(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return process.getuid?.() === 0 && /^ID(_LIKE)?=.*debian/m.test(release);
}

/**
 * The path of a Chromium to test with, or null when Playwright's own is installed. Looks for one on the system, then
 * installs the system's package (Debian, as root), then tries Playwright's download.
 * @throws Error that says what to do when none of this works.
 */
export function ensureChromium(): string | null {
  const found = findInstalled();
  if (found) return found;
  if (isDebianRoot()) {
    process.stdout.write('Installing the chromium package for the browser tests...\n');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    const installed = findInstalled();
    if (installed) return installed;
  }
  if (run('npx', ['playwright', 'install', 'chromium'])) return null;
  throw new Error(
    'The browser tests need Chromium and none could be found or installed. ' +
      "Install your system's chromium package (Debian: apt-get install chromium) and run npm test again.",
  );
}
