import { randomBytes } from 'node:crypto';
import { die } from '../http/api-error.ts';
import { flag, number, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { guestOn } from '../model/guest-config.ts';
import { authId } from '../model/identity.ts';
import type { Guest } from '../state/world.ts';
import { standIn } from './certificates.ts';

const base = '/nodes/{node}/qemu/{vmid}';

export const qemuConsoleEndpoints: Endpoint[] = [
  { method: 'POST', template: `${base}/vncproxy`, handle: vncProxy },
  { method: 'POST', template: `${base}/termproxy`, handle: termProxy },
];

/** Consoles of one node take the first free port from here on. */
const [firstPort, ports] = [5900, 100];

function guestFor(call: Call): Guest {
  return guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
}

/** Opens a port for one connection; nothing is behind it here, so the task ends as when nobody connects. */
function open(call: Call, guest: Guest): { user: string; ticket: string; port: string; upid: string } {
  const { sim, identity } = call;
  const open = sim.world.tasks.filter((task) => task.type === 'vncproxy' && task.node === guest.node && task.endtime === undefined).length;
  const port = String(firstPort + (open % ports));
  const upid = sim.tasks.start({
    node: guest.node,
    type: 'vncproxy',
    id: String(guest.vmid),
    identity,
    work: async (task) => {
      task.log(`starting vnc proxy ${upid}`);
      await task.wait(sim.delays.console);
      throw new Error('connection timed out');
    },
  });
  return { user: authId(identity), ticket: `PVEVNC:${randomBytes(4).toString('hex').toUpperCase()}::${randomBytes(32).toString('base64')}`, port, upid };
}

function vncProxy(call: Call): unknown {
  const guest = guestFor(call);
  const opened = open(call, guest);
  // Observed: without `generate-password` the ticket is the password.
  return { ...opened, cert: standIn('authority'), password: flag(call, 'generate-password') ? randomBytes(4).toString('hex') : opened.ticket };
}

/** A terminal needs a serial port to be attached to. */
function termProxy(call: Call): unknown {
  const guest = guestFor(call);
  const serial = call.params['serial'] ?? Object.keys(guest.config).find((key) => /^serial\d$/.test(key));
  if (serial === undefined) die('unable to find a serial interface');
  if (guest.config[String(serial)] === undefined) die(`unable to find a serial interface '${String(serial)}'`);
  return open(call, guest);
}
