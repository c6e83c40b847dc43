import { nowMs } from '../clock.ts';
import { ApiError, die } from '../http/api-error.ts';
import { optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { askAgent } from '../model/agent.ts';
import { runCommand } from '../model/commands.ts';
import { wait } from '../simulator.ts';

const base = '/nodes/{node}/qemu/{vmid}/agent';

export const qemuAgentExecEndpoints: Endpoint[] = [
  { method: 'POST', template: `${base}/exec`, handle: exec },
  { method: 'GET', template: `${base}/exec-status`, handle: execStatus },
];

/** `command` is the argument vector, not a line for a shell. */
async function exec(call: Call): Promise<unknown> {
  const { guest, running } = await askAgent(call);
  // Recorded by others: the text of an agent whose configuration leaves this out, as that of Red Hat does.
  if (guest.contents.packages?.trouble === 'no-exec') die('Agent error: Command guest-exec has been disabled: the command is not allowed');
  const { command } = call.params;
  const argv = Array.isArray(command) ? command : [String(command)];
  const result = runCommand(guest, argv, optionalText(call, 'input-data') ?? '');
  if (result === null) {
    // Observed: the worker hangs up when the program does not exist.
    await wait(call.sim.delays.execTimeout);
    throw new ApiError(596, 'Broken pipe', { bare: true });
  }
  call.world.counters.serial += 1;
  const pid = 1000 + call.world.counters.serial;
  const { milliseconds, ...rest } = result;
  running.processes[pid] = { ...rest, endsAt: nowMs() + milliseconds };
  return { pid };
}

/** Tells the end of a process once; then it is forgotten. */
async function execStatus(call: Call): Promise<unknown> {
  const { running } = await askAgent(call);
  const pid = text(call, 'pid');
  // The missing number is the agent's own slip.
  const process = running.processes[pid] ?? die('Agent error: PID ld does not exist');
  if (process.endsAt > nowMs()) return { exited: 0 };
  delete running.processes[pid];
  return {
    exited: 1,
    exitcode: process.exitcode,
    ...(process.out === '' ? {} : { 'out-data': process.out, 'out-truncated': 0 }),
    ...(process.err === '' ? {} : { 'err-data': process.err, 'err-truncated': 0 }),
  };
}
