import type { OperatorConfig, TenantConfig } from '@vigie/config/tenants';
import { because } from '@vigie/contract/step-reasons';
import { approvedMail } from './approved.ts';
import { cancelledMail } from './cancelled.ts';
import { failedMail } from './failed.ts';
import { rejectedMail } from './rejected.ts';

const grafana = { orgId: 2, gatewayKey: { env: 'X' } };
const tenant = (language: 'en' | 'fr', name = 'Acme'): TenantConfig => ({
  id: 'acme', name, kind: 'standard', language, email: 'it@acme.example', grafana, quota: {},
});
const operator = (language: 'en' | 'fr'): OperatorConfig => ({ name: 'Ops', email: 'ops@vigie.example', language, grafana });
const price = { currency: 'EUR', total: 900, lines: [{ label: '<img src=x onerror=alert(1)>', amount: 900 }] };
const order = { id: 'ord_1', name: 'web-01', quantity: 1, tenant: 'acme', cluster: 'demo', reject_reason: 'unpaid', price };
const why = { ...because('storage-full'), technical: 'clone failed: no space left\nexit 1' };
const failure = { order, tenantName: 'Acme', failures: [{ machine: 'web-01', step: 'clone-template' as const, why }], cancelling: false };
const nothing = { machines: 0, network: false, left: [] };

const bodies = (mail: { subject: string; text: string; html: string }) => [mail.text, mail.html];

test('an approved order', () => {
  expect(approvedMail(order, tenant('en'))).toMatchObject({ to: 'it@acme.example', subject: 'Order approved: web-01', text: expect.stringContaining('ord_1') });
  const mail = approvedMail(order, tenant('fr'));
  expect(mail.subject).toBe('Commande validée\u00a0: web-01');
  expect(mail.text).toMatch(/^Bonjour Acme,/);
});

test('a rejected order says why, and where to ask', () => {
  for (const body of bodies(rejectedMail(order, tenant('en'), operator('fr')))) {
    expect(body).toContain('Reason: unpaid');
    expect(body).toContain('ops@vigie.example');
  }
  expect(rejectedMail(order, tenant('fr'), operator('en')).text).toContain('Motif\u00a0: unpaid');
  expect(rejectedMail({ ...order, reject_reason: null }, tenant('en'), operator('en')).text).not.toContain('Reason');
});

test('a cancelled order says what was removed, and what was left and why', () => {
  expect(cancelledMail(order, tenant('en'), operator('en'), nothing).text).toContain('Nothing had been built.');
  const left = [because('network-kept', { cidr: '10.10.0.0/24' }), because('network-kept', { cidr: '10.10.0.0/24' })];
  const { text } = cancelledMail(order, tenant('en'), operator('en'), { machines: 1, network: false, left });
  expect(text).toContain('The machine and its disks were removed.');
  expect(text).not.toContain('Its network was removed.');
  expect(text.split('The network 10.10.0.0/24 stays')).toHaveLength(2);
  expect(text).not.toContain('Nothing had been built.');
  const french = cancelledMail(order, tenant('fr'), operator('fr'), { machines: 1, network: true, left: [] }).text;
  expect(french).toContain('La machine et ses disques ont été supprimés.');
  expect(french).toContain('Son réseau a été supprimé.');
});

test('a failed order goes to the operator, with all that is needed to mend it', () => {
  const mail = failedMail(failure, operator('en'), 'https://grafana.example/');
  expect(mail).toMatchObject({ to: 'ops@vigie.example', subject: 'Order failed: web-01 (Acme)' });
  for (const body of bodies(mail)) {
    for (const fact of ['ord_1', 'acme', 'Clone the template', 'Make room on it', 'clone failed: no space left', 'https://grafana.example/a/vigie-proxmox-app/orders/ord_1', 'retry']) {
      expect(body).toContain(fact);
    }
  }
  expect(mail.text).toContain('  clone failed: no space left\n  exit 1');
  const french = failedMail(failure, operator('fr'), 'https://grafana.example');
  expect(french.subject).toBe('Commande en échec\u00a0: web-01 (Acme)');
  expect(french.text).toContain('Cloner le modèle');
});

test('a cancellation that failed is told as one', () => {
  const mail = failedMail({ ...failure, cancelling: true }, operator('en'), 'https://grafana.example');
  expect(mail.subject).toBe('Cancellation failed: web-01 (Acme)');
  expect(mail.text).toContain('cancel the order again');
  expect(failedMail({ ...failure, cancelling: true }, operator('fr'), 'https://g').subject).toMatch(/^Annulation en échec/);
});

test.each(['en', 'fr'] as const)('hostile values never become HTML, and a subject stays one line (%s)', (language) => {
  const evil = '<img src=x onerror=alert(1)>\r\nBcc: all@example.net';
  const hostile = { ...order, name: evil, reject_reason: evil };
  const mails = [
    approvedMail(hostile, tenant(language, evil)),
    rejectedMail(hostile, tenant(language, evil), operator(language)),
    cancelledMail(hostile, tenant(language, evil), operator(language), nothing),
    failedMail({ ...failure, order: hostile, tenantName: evil, failures: [{ machine: evil, step: 'clone-template', why: { ...why, technical: evil } }] }, operator(language), 'https://g'),
  ];
  for (const mail of mails) {
    expect(mail.html).not.toContain('<img');
    expect(mail.subject).not.toMatch(/[\r\n]/);
  }
});

test('of several machines: which failed and why, how many were removed', () => {
  const several = { ...order, name: 'class-01', quantity: 16 };
  const failures = ['class-03', 'class-07'].map((machine) => ({ machine, step: 'clone-template' as const, why }));
  const mail = failedMail({ ...failure, order: several, failures }, operator('en'), 'https://g');
  expect(mail.subject).toBe('Order failed: class (16 machines) (Acme)');
  for (const text of ['2 of the 16 machines', 'class-03, step "Clone the template": The storage is full', 'class-07: clone failed']) {
    expect(mail.text).toContain(text);
  }
  expect(failedMail({ ...failure, order: several, failures }, operator('fr'), 'https://g').text).toContain('2 machines d’une commande de 16');
  expect(approvedMail(several, tenant('en')).text).toContain('the 16 machines "class-01" to "class-16" are being deployed');
  const cancelled = cancelledMail(several, tenant('en'), operator('en'), { machines: 5, network: true, left: [] }).text;
  expect(cancelled).toContain('5 machines and their disks were removed.');
  expect(cancelled).toContain('Their network was removed.');
});
