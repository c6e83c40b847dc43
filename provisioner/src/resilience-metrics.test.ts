import { vigieConfig } from '@vigie/config/schema';
import { resilienceMetrics as definitions } from '@vigie/metrics/resilience';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { resilienceMetrics } from './resilience-metrics.ts';
import type { ResilienceFigures, VmFigures } from './store/resilience-figures.ts';

const policy = vigieConfig.shape.resilience.parse({}).policy;
const time = (seconds: number) => new Date(seconds * 1000);
const proven: VmFigures = {
  cluster: 'demo', vmid: 20001, tenant: 'acme', name: 'web-01', deliveredAt: time(1000), backedUp: true, verdict: 'failed', testedAt: time(3000),
  provenAt: time(2000), rtaSeconds: 161, rpaSeconds: 7200, phases: { restore: 40.5, data: 2 },
};
const fresh: VmFigures = {
  ...proven, vmid: 20002, name: 'db-01', backedUp: null, verdict: null, testedAt: null, provenAt: null, rtaSeconds: null, rpaSeconds: null, phases: {},
};

async function scrape(read: () => Promise<Omit<ResilienceFigures, 'leftovers'> & { leftovers?: ResilienceFigures['leftovers'] }>): Promise<string[]> {
  const registry = new Registry();
  resilienceMetrics({
    registry, tenants: ['acme', 'globex'], clusters: ['demo', 'lyon'], log: pino({ level: 'silent' }),
    read: async () => ({ leftovers: [], ...(await read()), policyOf: (tenant) => (tenant === 'acme' ? { ...policy, rtoMinutes: 15 } : policy) }),
  });
  return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

test('every metric of the area is there, with all of its labels and no other', async () => {
  const lines = await scrape(async () => ({ vms: [proven], runbooks: [{ runbook: 'vm-lost', rehearsedAt: time(9), waitingSteps: 2 }] }));
  for (const { name, labels } of Object.values(definitions)) {
    const [line] = lines.filter((each) => each.startsWith(`${name}{`));
    expect({ name, labels: [...(line ?? '').matchAll(/[{,](\w+)="/g)].map(([, label]) => label) }).toEqual({ name, labels: [...labels] });
  }
});

test('a machine tells its last test and its last proof', async () => {
  const lines = await scrape(async () => ({ vms: [proven], runbooks: [] }));
  const of = 'cluster="demo",id="qemu/20001",tenant="acme"';
  expect(lines).toEqual(expect.arrayContaining([
    `vigie_vm_delivered_timestamp_seconds{${of},name="web-01"} 1000`,
    `vigie_backup_last_run_success{${of}} 1`,
    `vigie_restore_test_last_verdict{${of},verdict="passed"} 0`,
    `vigie_restore_test_last_verdict{${of},verdict="failed"} 1`,
    `vigie_restore_test_last_verdict{${of},verdict="inconclusive"} 0`,
    `vigie_restore_test_last_end_timestamp_seconds{${of}} 3000`,
    `vigie_restore_test_last_success_timestamp_seconds{${of}} 2000`,
    `vigie_restore_test_rta_seconds{${of}} 161`,
    `vigie_restore_test_rpa_seconds{${of}} 7200`,
    `vigie_restore_test_phase_duration_seconds{${of},phase="restore"} 40.5`,
  ]));
});

test('a machine without backup and test is told only as one to protect', async () => {
  const lines = await scrape(async () => ({ vms: [fresh], runbooks: [] }));
  expect(lines.filter((line) => line.includes('qemu/20002'))).toEqual([
    'vigie_vm_delivered_timestamp_seconds{cluster="demo",id="qemu/20002",tenant="acme",name="db-01"} 1000',
  ]);
});

test('each tenant has the objectives that hold for it, each cluster its leftovers, at 0 too', async () => {
  const lines = await scrape(async () => ({ vms: [], runbooks: [], leftovers: [{ cluster: 'lyon', count: 2 }] }));
  expect(lines.sort()).toEqual([
    'vigie_backup_rpo_seconds{tenant="acme"} 93600',
    'vigie_backup_rpo_seconds{tenant="globex"} 93600',
    'vigie_backup_rto_seconds{tenant="acme"} 900',
    'vigie_backup_rto_seconds{tenant="globex"} 3600',
    'vigie_restore_test_leftovers{cluster="demo"} 0',
    'vigie_restore_test_leftovers{cluster="lyon"} 2',
    'vigie_restore_test_window_seconds{tenant="acme"} 2592000',
    'vigie_restore_test_window_seconds{tenant="globex"} 2592000',
  ]);
});

test('without the database there is no figure at all', async () => {
  expect(await scrape(() => Promise.reject(new Error('connection refused')))).toEqual([]);
});
