import { proxmoxApi, type Proxmox } from 'proxmox-api';
import { namePath } from './path.ts';
import { pve } from './products/pve.ts';
import { createTransport, type Api, type TransportOptions, type TransportReport } from './transport.ts';

export type ProxmoxApi = Proxmox.Api;
export type { HttpMethod } from './transport.ts';

/** How one call ended, for metrics. */
export interface CallReport extends TransportReport {
  cluster: string;
}

export interface PveClientOptions extends Omit<TransportOptions, 'name' | 'onCall'> {
  cluster: string;
  /** Hears of every call that was tried; must not throw. */
  onCall?: (call: CallReport) => void;
}

/** A cluster's API. `call` is for endpoints newer than proxmox-api's model. */
export interface PveClient extends Api {
  readonly cluster: string;
  /** proxmox-api's typed tree over our transport, e.g. `client.api.nodes.$(node).qemu.$(vmid).config.$get()`. Give raw values. */
  readonly api: ProxmoxApi;
}

export function createPveClient({ cluster, onCall, ...options }: PveClientOptions): PveClient {
  const { run, call, list, close } = createTransport(pve, {
    ...options,
    name: `cluster ${cluster}`,
    ...(onCall && { onCall: (report) => onCall({ cluster, ...report }) }),
  });
  return {
    cluster,
    api: proxmoxApi({
      doRequest: (method, path, template, params = {}) => run(method.toUpperCase(), namePath(path, template), params),
    }),
    call,
    list,
    close,
  };
}
