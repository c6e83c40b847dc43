import type { Browser, Page } from 'playwright-core';
import { openBrowser, signIn } from './browser.ts';
import { startVigie, type Vigie } from './vigie.ts';

/** Where the app's pages are in Grafana. */
export const appPath = '/a/vigie-proxmox-app';

/** What the tests of a file play on: all of Vigie and a browser, begun before the first test and ended after the last. */
export interface Stage {
  readonly vigie: Vigie;
  /** What broke in any window of the browser. */
  readonly failures: string[];
  /** A person's own window, signed in. */
  signIn(login: string, width?: number): Promise<Page>;
  /** Opens one of the app's pages, '/vms' for example. */
  open(page: Page, path: string): Promise<void>;
}

/** To be called at the top of a test file; `args` are those of `npm start`, without the demo's own machines when they are not said. */
export function setStage({ args = ['--empty'] } = {}): Stage {
  const failures: string[] = [];
  let vigie: Vigie;
  let browser: Browser;

  beforeAll(async () => {
    [vigie, browser] = await Promise.all([startVigie({ args }), openBrowser()]);
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await vigie?.stop();
    vigie?.remove();
  }, 60_000);

  return {
    get vigie() {
      return vigie;
    },
    failures,
    signIn: (login, width) => signIn(browser, vigie.urls.app!, login, failures, width),
    async open(page, path) {
      await page.goto(`${vigie.urls.app}${appPath}${path}`);
    },
  };
}
