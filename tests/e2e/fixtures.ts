import { test as base, expect } from '@playwright/test';
import { AcademyServer } from '#tests/support/academy-server.ts';

/**
 * `test` with an academy of its own for each spec file: a production server on a copy of the demo academy. Pages open
 * on it, and anything the browser's console calls an error fails the test. `ownContent`: with lessons that the tests may
 * change; `fixture`: a course of tests/fixtures/courses beside the demo's.
 */
export const test = base.extend<
  { quietConsole: undefined },
  { academyOf: string; ownContent: boolean; fixture: string; academy: AcademyServer }
>({
  // Each file names itself here: another name makes Playwright start another worker, and so another academy.
  academyOf: ['', { scope: 'worker', option: true }],
  ownContent: [false, { scope: 'worker', option: true }],
  fixture: ['', { scope: 'worker', option: true }],
  academy: [
    async ({ academyOf: _file, ownContent, fixture }, use) => {
      const academy = await AcademyServer.start({ ownContent, fixture });
      await use(academy);
      await academy.remove();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ academy }, use) => use(academy.url),
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        const networkDown = /ERR_CONNECTION|ERR_INTERNET|Failed to load resource/;
        if (message.type() === 'error' && !networkDown.test(message.text())) {
          errors.push(message.text());
        }
      });
      await use(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
