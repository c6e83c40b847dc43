import type { VigieConfig } from '@vigie/config/schema';
import type { Mail } from '../steps/ports.ts';
import { vmLifeNotices } from './vm-life-notices.ts';

const destroyAt = new Date('2026-12-01T09:30:00Z');

/** The notices of a tenant who speaks `language`, and the mails that they keep. */
function notices(language: 'en' | 'fr') {
  const kept: { key: string; tenant: string | null; mail: Mail }[] = [];
  const config = {
    operator: { email: 'ops@vigie.example' },
    tenants: [{ id: 'acme', name: 'A<b>cme', language, email: 'it@acme.example' }],
    grafana: { url: 'https://grafana.example' },
  } as VigieConfig;
  const put = (key: string, tenant: string | null, mail: Mail) => Promise.resolve(void kept.push({ key, tenant, mail }));
  return { kept, told: vmLifeNotices(config, { has: () => Promise.resolve(false), put }) };
}

const vm = { id: 'vm_1', tenant: 'acme', name: 'web-01', vmid: 20_000 };

async function all(language: 'en' | 'fr', machine = vm) {
  const { kept, told } = notices(language);
  await told.retired(machine, destroyAt);
  await told.reminder(machine, destroyAt);
  await told.recalled(machine, destroyAt);
  await told.destroyed(machine);
  return kept;
}

test('each deletion of a machine has its own mails', async () => {
  expect((await all('en')).map(({ key, tenant }) => [key, tenant])).toEqual([
    ['vm_1/retired/2026-12-01T09:30:00.000Z', 'acme'],
    ['vm_1/reminder/2026-12-01T09:30:00.000Z', 'acme'],
    ['vm_1/recalled/2026-12-01T09:30:00.000Z', 'acme'],
    ['vm_1/destroyed', 'acme'],
  ]);
});

test('a tenant that is not configured any more gets none', async () => {
  expect(await all('en', { ...vm, tenant: 'gone' })).toEqual([]);
});

test('who loses a machine is told when, and how to keep it', async () => {
  const [retired, reminder] = await all('en');
  expect(retired!.mail.subject).toBe('Your machine web-01 will be destroyed on 1 December 2026 at 09:30 UTC');
  expect(reminder!.mail.subject).toMatch(/^Reminder: /);
  for (const { mail } of [retired!, reminder!]) {
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain('1 December 2026 at 09:30 UTC');
      expect(body).toContain('VMID 20000');
      expect(body).toContain('recall it');
      expect(body).toContain('https://grafana.example/a/vigie-proxmox-app/vms/vm_1');
    }
  }
});

test('in French too', async () => {
  const [retired, reminder, recalled, destroyed] = (await all('fr')).map(({ mail }) => mail);
  expect(retired!.subject).toBe('Votre machine web-01 sera détruite le 1 décembre 2026 à 09:30 UTC');
  expect(reminder!.subject).toMatch(/^Rappel\u00a0: /);
  expect(recalled!.text).toContain('ne sera pas détruite');
  expect(destroyed!.text).toContain('a été détruite avec ses disques');
  expect(retired!.text).toMatch(/^Bonjour /);
});

test.each(['en', 'fr'] as const)('hostile names never become HTML (%s)', async (language) => {
  for (const { mail } of await all(language, { ...vm, name: '<script>x</script>' })) {
    expect(mail.html).not.toMatch(/<script>|<b>/);
    expect(mail.text).toContain('<script>x</script>');
  }
});
