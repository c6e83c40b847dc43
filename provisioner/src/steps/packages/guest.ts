import { setTimeout as sleep } from 'node:timers/promises';
import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { StepFailure } from '../failure.ts';
import type { ProxmoxPort } from '../ports.ts';
import type { Patience } from '../patience.ts';

/** How a program in a machine ended. */
export interface Ended {
  readonly exitcode: number;
  readonly out: string;
  readonly err: string;
}

/** What runs programs inside a machine. */
export interface Guest {
  /**
   * Runs a short program; its arguments go through no shell. It may run more than once: when nobody knows how it ended, it is run again.
   * Throws a StepFailure when the agent does not let programs be run, or stays silent; a ProxmoxError for what waiting cannot mend.
   */
  run(...command: string[]): Promise<Ended>;
}

interface Status {
  exited: number | boolean;
  exitcode?: number;
  signal?: number;
  'out-data'?: string;
  'err-data'?: string;
}

/** The agent has no event for the end of a program; the answer is usually there at the first look. */
const looksMs = [0, 100, 200, 400, 800, 1600, 3200];

export function guestOf(pve: ProxmoxPort, path: { node: string; vmid: number }, patience: Patience): Guest {
  return {
    async run(...command) {
      for (;;) {
        const ended = await runOnce(pve, path, command);
        if (ended !== null) return ended;
        await patience.pause(because('agent-lost'));
      }
    },
  };
}

/** Null: the agent does not answer, or told the end to somebody who did not hear it. */
async function runOnce(pve: ProxmoxPort, path: { node: string; vmid: number }, command: string[]): Promise<Ended | null> {
  try {
    const { pid } = await pve.call<{ pid: number }>('POST', '/nodes/{node}/qemu/{vmid}/agent/exec', path, { command });
    for (const ms of looksMs) {
      await sleep(ms);
      const status = await pve.call<Status>('GET', '/nodes/{node}/qemu/{vmid}/agent/exec-status', path, { pid });
      if (Number(status.exited) === 1) {
        return { exitcode: status.exitcode ?? -1, out: status['out-data'] ?? '', err: status['err-data'] ?? '' };
      }
    }
    return null;
  } catch (error) {
    if (!(error instanceof ProxmoxError)) throw error;
    if (/guest-exec has been disabled/.test(error.reason)) throw new StepFailure(because('agent-exec-off'), { cause: error });
    // An agent that is away is a 500 of its own; what waiting cannot mend is not waited for.
    if (error.kind === 'other' || error.kind === 'timeout') return null;
    throw error;
  }
}
