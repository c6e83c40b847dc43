import type { Page } from 'playwright-core';
import { apiOf } from '../harness/api.ts';
import { appPath, setStage } from '../harness/stage.ts';

const stage = setStage();

/** Presses Tab until the element, or something in it, has the focus; each stop on the way must show that it has it. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const { there, at, visible } = await page.evaluate((wanted): { there: boolean; at: string; visible: boolean } => {
      // It runs in the page; the tests are compiled without a browser's types.
      const { document, getComputedStyle } = globalThis as any;
      const element = document.activeElement ?? document.body;
      const shows = (node: unknown): boolean => {
        if (node === null) return false;
        const { outlineStyle, boxShadow } = getComputedStyle(node);
        return outlineStyle !== 'none' || boxShadow !== 'none';
      };
      // A radio card shows the focus of the radio button that it hides; an input's frame shows that of the input.
      const visible = shows(element) || shows(element.closest('label')) || shows(element.parentElement);
      return { there: element.closest(wanted) !== null, at: element.outerHTML.slice(0, 120), visible };
    }, selector);
    if (!visible) stage.failures.push(`no visible focus on ${at}`);
    if (there) return;
  }
  throw new Error(`${selector} is not reached by Tab`);
}

const hook = (testId: string) => `[data-testid="${testId}"]`;

test('a VM is ordered, found by search and approved without a mouse', async () => {
  const editor = await stage.signIn('acme-editor');
  await stage.open(editor, '/order');
  await editor.getByTestId('vigie-order-name').waitFor();
  await tabTo(editor, hook('vigie-order-option-cores-2'));
  await editor.keyboard.press('ArrowRight');
  await editor.locator('[data-testid="vigie-order-option-cores-4"][data-checked="true"]').waitFor();
  await tabTo(editor, hook('vigie-order-name'));
  await editor.keyboard.type('web-01');
  await tabTo(editor, hook('vigie-order-submit'));
  await editor.keyboard.press('Enter');
  await editor.waitForURL(/\/orders\/ord_/);
  const path = new URL(editor.url()).pathname;

  const admin = await stage.signIn('admin');
  await stage.open(admin, '/orders');
  await admin.getByTestId('vigie-orders-row').waitFor();
  await admin.keyboard.press('/');
  await admin.keyboard.type('web');
  await tabTo(admin, hook('vigie-orders-row'));
  await admin.keyboard.press('Enter');
  await admin.waitForURL((url) => url.pathname === path);
  await admin.getByTestId('vigie-order-approve').waitFor();

  await tabTo(admin, hook('vigie-order-reject'));
  await admin.keyboard.press('Enter');
  await admin.getByTestId('vigie-dialog-confirm').waitFor();
  await admin.keyboard.press('Escape');
  await admin.getByTestId('vigie-dialog-confirm').waitFor({ state: 'detached' });

  await tabTo(admin, hook('vigie-order-approve'));
  await admin.keyboard.press('Enter');
  await admin.getByTestId('vigie-dialog-confirm').waitFor();
  await tabTo(admin, hook('vigie-dialog-confirm'));
  await admin.keyboard.press('Enter');
  await admin.getByTestId('vigie-dialog-confirm').waitFor({ state: 'detached' });
  const order = await apiOf(stage.vigie.urls.app!, 'admin').get(path.replace(appPath, ''));
  expect(order.body.options.cores).toBe('4');
  expect(['deploying', 'done']).toContain(order.body.state);
  expect(stage.failures).toEqual([]);
}, 120_000);
