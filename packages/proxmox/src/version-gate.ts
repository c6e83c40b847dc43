import { ProxmoxError } from './errors.ts';
import type { CallPath } from './path.ts';
import { versionGates, type VersionGate } from './version-gates.ts';

/**
 * Makes a check that throws a ProxmoxError (`refused`, `not-implemented`) for a call that the cluster's version does not offer. The
 * version is read with the first call that depends on one, and again when it is in the way: clusters are updated while we run.
 */
export function createVersionGate(cluster: string, readVersion: () => Promise<string>) {
  let known: string | null = null;

  return async (method: string, { template, path }: CallPath, params: Record<string, unknown>): Promise<void> => {
    const gates = versionGates.filter((gate) => concerns(gate, method, template, params));
    if (gates.length === 0) return;
    if (known !== null && gates.every((gate) => offers(gate, known ?? ''))) return;
    const version = await readVersion().catch(letProxmoxDecide);
    if (version === null) return;
    known = version;
    const missing = gates.find((gate) => !offers(gate, version));
    if (missing === undefined) return;
    const needs = missing.since === undefined ? `is gone since Proxmox VE ${missing.until}` : `needs Proxmox VE ${missing.since} or later`;
    throw new ProxmoxError({
      outcome: 'refused', kind: 'not-implemented', status: null, method, template, path,
      reason: `${missing.what} ${needs}, cluster ${cluster} runs ${version}`,
    });
  };
}

/** A refused look at the version is no reason to refuse the call: Proxmox does that itself when it must. */
function letProxmoxDecide(error: unknown): null {
  if (error instanceof ProxmoxError) return null;
  throw error;
}

function concerns({ methods, template: pattern, parameter }: VersionGate, method: string, template: string, params: Record<string, unknown>): boolean {
  if (!methods.includes(method) || !pattern.test(template)) return false;
  if (parameter === undefined) return true;
  const value = params[parameter.name];
  return value !== undefined && (parameter.value === undefined || parameter.value.test(String(value)));
}

/** A version that cannot be read is no reason: Proxmox decides then. */
function offers({ since, until }: VersionGate, version: string): boolean {
  const now = numberOf(version);
  return now === null || ((since === undefined || now >= (numberOf(since) ?? 0)) && (until === undefined || now < (numberOf(until) ?? 0)));
}

/** `9.2.11` -> 9002: versions compare by their first two numbers. */
function numberOf(version: string): number | null {
  const match = /^(\d+)\.(\d+)/.exec(version);
  return match === null ? null : Number(match[1]) * 1000 + Number(match[2]);
}
