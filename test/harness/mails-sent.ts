import { setTimeout as delay } from 'node:timers/promises';
import { until } from './until.ts';

/** What the provisioner tells may be as old as this. */
const freshMs = 2_100;

/** Waits until the provisioner has no mail left to send; answers how many it does not know to have arrived. */
export async function mailsSent(provisionerUrl: string): Promise<number> {
  await delay(freshMs);
  const metrics = await until('no mail to wait', async () => {
    const text = await fetch(`${provisionerUrl}/metrics`).then((response) => response.text()).catch(() => '');
    return valueOf(text, 'vigie_mails_waiting') === 0 ? text : undefined;
  });
  return valueOf(metrics, 'vigie_mails_undelivered{outcome="doubtful"}') ?? 0;
}

function valueOf(metrics: string, series: string): number | undefined {
  const line = metrics.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}
