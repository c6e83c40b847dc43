import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Flags {
  port: number;
  provisioner: string;
  keys: string;
  plugin: string;
  state: string;
}

/** Reads the command line; throws an error that names the flag at fault. */
export function readFlags(args: string[]): Flags {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '3000' },
      provisioner: { type: 'string' },
      keys: { type: 'string' },
      plugin: { type: 'string', default: 'grafana-app/dist' },
      state: { type: 'string' },
    },
  });
  const { provisioner, keys, state } = values;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port ${values.port}: give a port from 0 to 65535`);
  if (!provisioner || !/^https?:$/.test(URL.parse(provisioner)?.protocol ?? '')) {
    throw new Error("--provisioner: give the provisioner's URL, such as http://127.0.0.1:9320");
  }
  if (!keys) throw new Error('--keys: give a JSON file of gateway keys by organisation id, such as {"1": "..."}');
  if (!state) throw new Error('--state: give a folder for keys, sessions and the bundled host page');
  return { port, provisioner, keys: resolve(keys), plugin: resolve(values.plugin), state: resolve(state) };
}
