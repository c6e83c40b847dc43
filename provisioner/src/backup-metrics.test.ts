import type { BackupPolicySettings } from '@vigie/contract/backup-policies';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { backupMetrics } from './backup-metrics.ts';
import type { BackupFigures } from './store/backup-figures.ts';

const policy = { rpoMinutes: 60, rtoMinutes: 5, restoreTest: { windowDays: 2 } } as BackupPolicySettings;
const vm = (vmid: number, lastRun: BackupFigures['lastRun']): BackupFigures => ({
  cluster: 'demo', vmid, tenant: 'acme', name: `m-${vmid}`, deliveredAt: new Date(1_000_000), lastRun,
});

async function samples(figures: () => Promise<BackupFigures[]>): Promise<string[]> {
  const registry = new Registry();
  backupMetrics({ registry, tenants: ['acme', 'globex'], figures, policies: () => Promise.resolve(() => policy), log: pino({ level: 'silent' }) });
  return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

test('a machine without an ended run has no success, and no failure', async () => {
  const lines = await samples(() => Promise.resolve([vm(100, null), vm(101, 'failed'), vm(102, 'done')]));
  expect(lines.filter((line) => line.startsWith('vigie_backup_last_run_success'))).toEqual([
    'vigie_backup_last_run_success{cluster="demo",id="qemu/101",tenant="acme"} 0',
    'vigie_backup_last_run_success{cluster="demo",id="qemu/102",tenant="acme"} 1',
  ]);
  expect(lines).toContain('vigie_vm_delivered_timestamp_seconds{cluster="demo",id="qemu/100",tenant="acme",name="m-100"} 1000');
});

test('objectives are seconds, for every tenant; they are told when the machines cannot be read', async () => {
  const lines = await samples(() => Promise.reject(new Error('no database')));
  expect(lines).toEqual([
    'vigie_backup_rpo_seconds{tenant="acme"} 3600', 'vigie_backup_rpo_seconds{tenant="globex"} 3600',
    'vigie_backup_rto_seconds{tenant="acme"} 300', 'vigie_backup_rto_seconds{tenant="globex"} 300',
    'vigie_restore_test_window_seconds{tenant="acme"} 172800', 'vigie_restore_test_window_seconds{tenant="globex"} 172800',
  ]);
});
