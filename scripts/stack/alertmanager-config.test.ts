import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertmanagerConfig, slackWebhook, type AlertingConfig } from './alertmanager-config.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'vigie-alertmanager-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const config: AlertingConfig = {
  mail: { from: 'vigie@shop.example', smtp: { host: '127.0.0.1', port: 1025, security: 'none' } },
  operator: { email: 'ops@shop.example' },
  tenants: [{ id: 'acme', email: 'it@customer.example' }],
};
const receiversOf = (tree: Record<string, any>) => Object.fromEntries(tree.receivers.map((each: any) => [each.name, each]));

test('nothing of the example is left in it: no address, no server, no secret', () => {
  const text = JSON.stringify(alertmanagerConfig({ folder, config, slackWebhook: undefined }));
  expect(text).not.toMatch(/vigie\.example|acme\.example|secrets\//);
  expect(existsSync(join(folder, 'slack-webhook-url'))).toBe(false);
});

test('without Slack every receiver that had it gets mails; the one for nobody stays empty', () => {
  const receivers = receiversOf(alertmanagerConfig({ folder, config, slackWebhook: undefined }));
  expect(receivers['operator-warning'].slack_configs).toBeUndefined();
  expect(receivers['operator-warning'].email_configs).toMatchObject([{ to: 'ops@shop.example' }]);
  expect(receivers['tenant-acme'].email_configs).toMatchObject([{ to: 'it@customer.example' }]);
  expect(receivers.nobody).toEqual({ name: 'nobody' });
});

test('a tenant that vigie.yaml does not have gets no mails', () => {
  const tree = alertmanagerConfig({ folder, config: { ...config, tenants: [] }, slackWebhook: undefined });
  expect(JSON.stringify(tree)).not.toContain('tenant-acme');
});

test('secrets are in files that only we can read', () => {
  const url = 'https://hooks.slack.example/services/T0/B0/secret';
  process.env.ALERT_TEST_SMTP = 'smtp-secret';
  const smtp = { host: 'smtp.shop.example', port: 587, security: 'starttls' as const, user: 'vigie', password: { env: 'ALERT_TEST_SMTP' } };
  const tree = alertmanagerConfig({ folder, config: { ...config, mail: { from: 'v@shop.example', smtp } }, slackWebhook: url });
  delete process.env.ALERT_TEST_SMTP;
  expect(JSON.stringify(tree)).not.toMatch(/secret"|smtp-secret/);
  const [slack] = receiversOf(tree)['operator-warning'].slack_configs;
  for (const [file, secret] of [[slack.api_url_file, url], [tree.global.smtp_auth_password_file, 'smtp-secret']]) {
    expect(readFileSync(file, 'utf8')).toBe(secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }
  expect(tree.global.smtp_require_tls).toBe(true);
});

test('the demo takes no webhook that is elsewhere, and says so without it', () => {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  expect(slackWebhook('https://hooks.slack.com/services/secret', true, say)).toBeUndefined();
  expect(slackWebhook('file:///etc/passwd', false, say)).toBeUndefined();
  expect(said).toHaveLength(2);
  expect(said.join()).not.toContain('services/secret');
  expect(slackWebhook('https://hooks.slack.com/services/secret', false, say)).toBe('https://hooks.slack.com/services/secret');
  expect(slackWebhook('http://127.0.0.1:9999/hook', true, say)).toBe('http://127.0.0.1:9999/hook');
  expect(slackWebhook(undefined, true, say)).toBeUndefined();
});
