// What an order costs beside Proxmox's own time, against the simulator: seconds, API calls, CPU, memory, and what pages wait meanwhile.
// --orders 1000  --tenants 50  --single 20  --delays none,real
import { parseArgs } from 'node:util';
import { measure } from '../bench/provisioner/measure.ts';

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '1000' },
    tenants: { type: 'string', default: '50' },
    single: { type: 'string', default: '20' },
    delays: { type: 'string', default: 'none,real' },
  },
});
const size = { orders: Number(values.orders), tenants: Number(values.tenants), single: Number(values.single) };
const known = { none: 'none', real: 'realistic' } as const;
for (const name of values.delays.split(',')) {
  if (name !== 'none' && name !== 'real') throw new Error(`--delays: none, real, or both with a comma, not ${name}`);
  await measure(known[name], size, (line) => process.stdout.write(`${line}\n`));
}
