import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let folder: string;
let upstream: Server;
let preview: ChildProcess;
let base: string;
let browser: Browser;
let context: BrowserContext | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preview-host-'));
  upstream = createServer((request, response) => {
    const [, claims = ''] = (request.headers['x-grafana-id'] as string).split('.');
    const { username: login } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { username: string };
    const gatewayKey = request.headers['x-gateway-key'];
    response.writeHead(gatewayKey === 'key-2' ? 200 : 403, { 'content-type': 'application/json' }).end(JSON.stringify({ login }));
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const keys = join(folder, 'keys.json');
  writeFileSync(keys, '{"1":"key-1","2":"key-2"}');
  const provisioner = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const plugin = resolve('test/e2e/fixtures/tiny-plugin');
  const flags = ['--port', '0', '--provisioner', provisioner, '--keys', keys, '--plugin', plugin, '--state', folder];
  preview = spawn(process.execPath, [resolve('test/preview/src/main.ts'), ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: preview.stdout! }), 'line')) as [string];
  base = (JSON.parse(line) as { url: string }).url;
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserFlags });
}, 120_000);

afterEach(() => context?.close());

afterAll(async () => {
  await browser?.close();
  preview.kill('SIGTERM');
  if (preview.exitCode === null) await once(preview, 'exit');
  upstream.close();
  rmSync(folder, { recursive: true });
  expect(preview.exitCode).toBe(0);
});

/** A page of one user that fails the test on any error of the browser's. */
async function open(path: string, options: { login?: string; width?: number } = {}): Promise<{ page: Page; problems: string[] }> {
  context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: 900 },
    ...(options.login && { extraHTTPHeaders: { 'X-Preview-User': options.login } }),
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('response', (answer) => answer.status() >= 400 && problems.push(`${answer.status()} ${answer.url()}`));
  await page.goto(base + path);
  return { page, problems };
}

async function accessibilityMistakes(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string; nodes: { html: string }[] }[] };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

test('a person signs in, uses the plugin and signs out', async () => {
  const { page, problems } = await open('/a/vigie-proxmox-app/orders');
  await page.waitForURL('**/login?redirectTo=*');
  expect(await accessibilityMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Alice Acme' }).click();

  await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByText('I am acme-editor').waitFor();
  await page.getByRole('button', { name: 'Order', exact: true }).click();
  await page.getByText('Ordered', { exact: true }).waitFor();

  await page.getByRole('link', { name: 'db-01' }).click();
  await page.getByRole('heading', { level: 1, name: 'VM 101' }).waitFor();
  expect(await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('listitem').allInnerTexts()).toEqual([
    'Tiny',
    'Machines',
    'VM 101',
  ]);
  expect(await page.title()).toBe('VM 101 - Machines - Tiny');

  await page.getByRole('button', { name: 'Account: Alice Acme' }).click();
  await page.getByText('Sign out').click();
  await page.waitForURL('**/login');
  expect(problems).toEqual([]);
}, 60_000);

test('a backend that refuses is an error to the plugin, with its status', async () => {
  const { page } = await open('/', { login: 'admin' });
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByText('error 403').waitFor();
}, 60_000);

test.each([
  { query: '?theme=dark&lang=en-US', width: 1440, greeting: 'Hello' },
  { query: '?theme=light&lang=fr-FR', width: 1440, greeting: 'Bonjour' },
  { query: '?theme=light&lang=en-US', width: 800, greeting: 'Hello' },
])(
  'accessible with $query at $width px',
  async ({ query, width, greeting }) => {
    const { page, problems } = await open(`/a/vigie-proxmox-app/orders${query}`, { login: 'acme-viewer', width });
    await page.getByText(greeting).waitFor();
    expect(await accessibilityMistakes(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(problems).toEqual([]);
  },
  60_000,
);

test('the narrow navigation opens, leads on and closes', async () => {
  const { page } = await open('/', { login: 'acme-viewer', width: 800 });
  await page.getByRole('button', { name: 'Open menu' }).click();
  const navigation = page.getByRole('navigation', { name: 'Navigation' });
  expect(await navigation.getByRole('link').allInnerTexts()).toEqual(['Orders', 'Machines']);
  await navigation.getByRole('link', { name: 'Machines' }).click();
  await page.waitForURL('**/a/vigie-proxmox-app/vms');
  await navigation.waitFor({ state: 'detached' });
}, 60_000);

test("the configuration page is an admin's", async () => {
  const { page } = await open('/plugins/vigie-proxmox-app', { login: 'admin' });
  await page.getByText('Gateway key set').waitFor();
  await context?.close();
  const { page: other } = await open('/plugins/vigie-proxmox-app', { login: 'acme-editor' });
  await other.getByRole('heading', { name: 'Page not found' }).waitFor();
}, 60_000);
