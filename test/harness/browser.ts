import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

const artefacts = resolve('.artifacts');

/** The system's Chromium, headless. Its background networking is off: a closed network would fill the log with refusals. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A person's own browser window, signed in through the stand-in's page; `failures` collects what breaks in it. */
export async function signIn(browser: Browser, appUrl: string, login: string, failures: string[], width = 1440): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 1000 }, locale: 'en-US', permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.on('pageerror', (error) => failures.push(`${login}: ${error.message}`));
  await page.goto(`${appUrl}/login`);
  await page.locator(`button[name="user"][value="${login}"]`).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
  return page;
}

/** Keeps a screenshot of the whole page as `.artifacts/<name>.png`. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(artefacts, { recursive: true });
  await page.screenshot({ path: resolve(artefacts, `${name}.png`), fullPage: true });
}

/** What axe finds wrong on the page (serious and critical), as readable lines. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(AxeBuilder.source);
  const results = await page.evaluate(async () => (globalThis as unknown as { axe: typeof AxeBuilder }).axe.run());
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}
