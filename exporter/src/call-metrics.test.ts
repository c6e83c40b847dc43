import { Registry } from 'prom-client';
import { createCallMetrics } from './call-metrics.ts';
import { parseExposition } from './testing/parse-exposition.ts';

test('each call is counted by its outcome and timed, clusters and backup servers apart', async () => {
  const registry = new Registry();
  const metrics = createCallMetrics(registry);
  const call = { method: 'GET', template: '/version', status: 200, seconds: 0.2 };
  metrics.called({ ...call, cluster: 'demo', outcome: 'accepted' });
  metrics.called({ ...call, cluster: 'demo', outcome: 'accepted' });
  metrics.called({ ...call, cluster: 'demo', outcome: 'refused', status: 595 });
  metrics.backupServerCalled({ ...call, server: 'main', outcome: 'accepted' });
  const samples = parseExposition(await registry.metrics());
  const told = (name: string) => Object.fromEntries([...samples].filter(([key]) => key.startsWith(name)));
  expect(told('vigie_exporter_proxmox_calls_total')).toEqual({
    'vigie_exporter_proxmox_calls_total{cluster="demo",method="GET",outcome="accepted",template="/version"}': 2,
    'vigie_exporter_proxmox_calls_total{cluster="demo",method="GET",outcome="refused",template="/version"}': 1,
  });
  expect(told('vigie_exporter_proxmox_call_duration_seconds_count')).toEqual({
    'vigie_exporter_proxmox_call_duration_seconds_count{cluster="demo",method="GET",template="/version"}': 3,
  });
  expect(told('vigie_exporter_backup_server_calls_total')).toEqual({
    'vigie_exporter_backup_server_calls_total{method="GET",outcome="accepted",server="main",template="/version"}': 1,
  });
});
