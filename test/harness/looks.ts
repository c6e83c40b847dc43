import { accessibilityProblems, keepPicture } from './browser.ts';
import type { Stage } from './stage.ts';

/** Both themes and languages, wide and narrow. */
const everyLook = [
  { theme: 'dark', lang: 'en-US', width: 1440 },
  { theme: 'light', lang: 'fr-FR', width: 1440 },
  { theme: 'dark', lang: 'fr-FR', width: 800 },
  { theme: 'light', lang: 'en-US', width: 800 },
];

interface LooksOptions {
  /** Paths in Grafana by the names of their pictures; asked when the tests run. */
  pages: () => Record<string, string>;
  /** The level of the heading with which a page is there. */
  heading?: 1 | 2;
}

/** Declares a test for each look: the admin opens every page, a picture is kept of it, and nothing of it keeps anybody out. */
export function lookAtPages(stage: Stage, { pages, heading = 1 }: LooksOptions): void {
  test.each(everyLook)('$theme, $lang, $width px', async ({ theme, lang, width }) => {
    const page = await stage.signIn('admin', width);
    const problems: string[] = [];
    for (const [name, path] of Object.entries(pages())) {
      await page.goto(`${stage.vigie.urls.app}${path}${path.includes('?') ? '&' : '?'}theme=${theme}&lang=${lang}`);
      await page.getByRole('heading', { level: heading }).first().waitFor();
      await page.waitForLoadState('networkidle');
      await keepPicture(page, `${name}-${theme}-${lang}-${width}`);
      problems.push(...(await accessibilityProblems(page)).map((problem) => `${name}: ${problem}`));
    }
    expect(problems).toEqual([]);
    await page.context().close();
  }, 180_000);
}
