import { proxmoxApi, type Proxmox } from 'proxmox-api';
import type { Clearing } from './errors.ts';
import { fillTemplate, namePath, type CallPath } from './path.ts';
import { pve } from './products/pve.ts';
import { createTransport, type Api, type HttpMethod, type TransportOptions, type TransportReport } from './transport.ts';
import { createVersionGate } from './version-gate.ts';

export type ProxmoxApi = Proxmox.Api;
export type { HttpMethod } from './transport.ts';

/** How one call ended, for metrics. */
export interface CallReport extends TransportReport {
  cluster: string;
}

/** What was found out of a call of unknown outcome, for metrics. */
export interface ClearingReport {
  cluster: string;
  how: Clearing;
}

export interface PveClientOptions extends Omit<TransportOptions, 'name' | 'onCall' | 'onCleared'> {
  cluster: string;
  /** Hears of every call that was tried; must not throw. */
  onCall?: (call: CallReport) => void;
  /** Hears what was found out of each call of unknown outcome by who got its error; must not throw. */
  onCleared?: (clearing: ClearingReport) => void;
}

/** A cluster's API. `call` is for endpoints newer than proxmox-api's model. */
export interface PveClient extends Api {
  readonly cluster: string;
  /** proxmox-api's typed tree over our transport, e.g. `client.api.nodes.$(node).qemu.$(vmid).config.$get()`. Give raw values. */
  readonly api: ProxmoxApi;
}

export function createPveClient({ cluster, onCall, onCleared, ...options }: PveClientOptions): PveClient {
  const transport = createTransport(pve, {
    ...options,
    name: `cluster ${cluster}`,
    ...(onCall && { onCall: (report) => onCall({ cluster, ...report }) }),
    ...(onCleared && { onCleared: (how) => onCleared({ cluster, how }) }),
  });
  const requireVersion = createVersionGate(cluster, async () => (await transport.call<{ version: string }>('GET', '/version', {})).version);
  const run = async (method: string, path: CallPath, params: Record<string, unknown>) => {
    await requireVersion(method, path, params);
    return transport.run(method, path, params);
  };
  return {
    cluster,
    api: proxmoxApi({
      doRequest: (method, path, template, params = {}) => run(method.toUpperCase(), namePath(path, template), params),
    }),
    call: <T>(method: HttpMethod, template: string, pathParams: Record<string, string | number>, params: Record<string, unknown> = {}) =>
      run(method, fillTemplate(template, pathParams), params) as Promise<T>,
    // What is read in portions is as old as the product: no gate needs it.
    list: transport.list,
    close: transport.close,
  };
}
