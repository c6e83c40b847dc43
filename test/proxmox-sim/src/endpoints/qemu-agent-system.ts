import { die } from '../http/api-error.ts';
import { text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { askAgent } from '../model/agent.ts';
import { halt } from '../model/boot.ts';
import { bootDiskSize, cpuCount } from '../model/guest-config.ts';
import { now } from '../simulator.ts';
import type { Guest, RunningGuest } from '../state/world.ts';

const base = '/nodes/{node}/qemu/{vmid}/agent';

type Answer = (guest: Guest, running: RunningGuest, call: Call) => unknown;

function endpoint(method: 'GET' | 'POST', command: string, answer: Answer): Endpoint {
  const handle = async (call: Call): Promise<unknown> => {
    const { guest, running } = await askAgent(call);
    return { result: answer(guest, running, call) };
  };
  return { method, template: `${base}/${command}`, handle };
}

export const qemuAgentSystemEndpoints: Endpoint[] = [
  endpoint('GET', 'info', info),
  endpoint('GET', 'get-time', () => now() * 1_000_000_000),
  endpoint('GET', 'get-timezone', () => ({ zone: 'UTC', offset: 0 })),
  endpoint('GET', 'get-users', () => []),
  endpoint('GET', 'get-vcpus', vcpus),
  endpoint('POST', 'set-user-password', setPassword),
  endpoint('POST', 'fsfreeze-status', (_, running) => (running.frozen === true ? 'frozen' : 'thawed')),
  endpoint('POST', 'fsfreeze-freeze', freeze),
  endpoint('POST', 'fsfreeze-thaw', thaw),
  endpoint('POST', 'fstrim', trim),
  endpoint('POST', 'shutdown', (guest) => {
    halt(guest);
    return {};
  }),
];

/** What the agent of a current distribution can do; the second list answers nothing when it succeeds. */
const commands =
  'network-get-route get-load get-cpustats get-diskstats ssh-remove-authorized-keys ssh-add-authorized-keys ssh-get-authorized-keys get-osinfo get-timezone get-users get-host-name exec exec-status get-memory-block-info set-memory-blocks get-memory-blocks set-user-password get-fsinfo get-disks set-vcpus get-vcpus network-get-interfaces fstrim fsfreeze-thaw fsfreeze-freeze-list fsfreeze-freeze fsfreeze-status file-flush file-seek file-write file-read file-close file-open info set-time get-time ping sync sync-delimited';
const silent = 'suspend-hybrid suspend-ram suspend-disk shutdown';

function info(): unknown {
  const row = (name: string, answers: boolean): unknown => ({ name: `guest-${name}`, enabled: true, 'success-response': answers });
  return {
    version: '10.0.13',
    supported_commands: [...commands.split(' ').map((name) => row(name, true)), ...silent.split(' ').map((name) => row(name, false))],
  };
}

function vcpus(_: Guest, { config }: RunningGuest): unknown[] {
  // The first processor cannot be taken off.
  return Array.from({ length: cpuCount(config) }, (_item, index) => ({ 'logical-id': index, online: true, 'can-offline': index > 0 }));
}

/** The agent runs `chpasswd`; a guest where that is set to end with 127 has none. */
function setPassword({ contents }: Guest, _: RunningGuest, call: Call): unknown {
  const program = contents.commands['chpasswd'];
  const failed = 'Agent error: child process has failed to set user password:';
  if (program?.exitcode === 127) die(`${failed} failed to exec 'chpasswd': No such file or directory\n`);
  if (program !== undefined && program.exitcode !== 0) die(`${failed} ${program.err}`);
  const username = text(call, 'username');
  contents.users = [...new Set([...(contents.users ?? []), username])];
  return {};
}

function freeze({ contents }: Guest, running: RunningGuest): number {
  if (running.frozen === true) die('Agent error: The command guest-fsfreeze-freeze has been disabled for this instance');
  running.frozen = true;
  return 1 + contents.mounts.length;
}

function thaw({ contents }: Guest, running: RunningGuest): number {
  const thawed = running.frozen === true ? 1 + contents.mounts.length : 0;
  delete running.frozen;
  return thawed;
}

const trimmed = new Set(['ext4', 'xfs', 'btrfs']);

function trim({ contents }: Guest, { config }: RunningGuest): unknown {
  const free = Math.round(bootDiskSize(config) * 0.7);
  const paths = [{ mountpoint: '/', type: 'ext4' }, ...contents.mounts].map(({ mountpoint, type }) =>
    trimmed.has(type) ? { path: mountpoint, minimum: 0, trimmed: free } : { path: mountpoint, error: 'trim not supported' },
  );
  return { paths };
}
