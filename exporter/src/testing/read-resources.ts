import { eachRow } from '@vigie/proxmox/each-row';
import { RowScanner } from '@vigie/proxmox/row-scanner';
import { identityFields, resourceFields } from '../cluster/resource-fields.ts';
import { ResourcesReading, type Resources } from '../cluster/resources.ts';

const scanner = new RowScanner(resourceFields, identityFields);

/** What these rows of `/cluster/resources` tell, when they come as they would from Proxmox. `last` and `done` as of ResourcesReading. */
export function readResources(rows: readonly unknown[], last: Resources | null = null, done: Resources | null = null): Resources {
  const reading = new ResourcesReading('demo', last, done);
  if (!eachRow([Buffer.from(JSON.stringify({ data: rows }))], scanner, () => reading.add(scanner))) throw new Error('these are no rows');
  return reading.end();
}
