import { callMetrics } from '@vigie/metrics/call';
import type { MetricDefinition } from '@vigie/metrics/definition';
import type { CallReport } from '@vigie/proxmox/client';
import type { PbsCallReport } from '@vigie/proxmox/pbs-client';
import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts and times every call that the clients report, by path template. */
export interface CallMetrics {
  called(call: CallReport): void;
  backupServerCalled(call: PbsCallReport): void;
}

const buckets = [0.005, 0.02, 0.1, 0.5, 2, 10, 30];

export function createCallMetrics(registry: Registry): CallMetrics {
  const options = ({ name, help, labels }: MetricDefinition) => ({ name, help, labelNames: [...labels], registers: [registry] });
  const family = (count: MetricDefinition, duration: MetricDefinition) => {
    const calls = new Counter(options(count));
    const seconds = new Histogram({ ...options(duration), buckets });
    return (who: Record<string, string>, { method, template, outcome, seconds: time }: CallReport | PbsCallReport) => {
      calls.inc({ ...who, method, template, outcome });
      seconds.observe({ ...who, method, template }, time);
    };
  };
  const pve = family(callMetrics.calls, callMetrics.callDuration);
  const pbs = family(callMetrics.backupServerCalls, callMetrics.backupServerCallDuration);

  return {
    called: (call) => pve({ cluster: call.cluster }, call),
    backupServerCalled: (call) => pbs({ server: call.server }, call),
  };
}
