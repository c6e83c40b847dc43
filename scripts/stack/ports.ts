import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Every part that listens, with its usual port. VIGIE_PORT_<PART> sets another; 0 takes any free one. */
export const defaultPorts = {
  APP: 3000,
  PROVISIONER: 9320,
  EXPORTER: 9221,
  PVE: 8006,
  PBS: 8007,
  SIM_CONTROL: 8016,
  GUESTS: 9180,
  MAIL: 8025,
  SMTP: 1025,
  PROMETHEUS: 9090,
  ALERTMANAGER: 9093,
} as const;

export type Part = keyof typeof defaultPorts;
export type Ports = Record<Part, number>;

/** Ports that cannot be used, one line each, with what to do. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

/**
 * The ports of all parts, each seen to be free a moment ago. They are chosen before anything starts, because parts name each other's.
 * Throws a PortError that lists every port that is taken or is no number.
 */
export async function choosePorts(parts: readonly Part[], env: NodeJS.ProcessEnv = process.env): Promise<Ports> {
  const problems: string[] = [];
  const chosen: Partial<Ports> = {};
  // Held until all are chosen, so that the system does not give one free port twice.
  const held: { close(): void }[] = [];
  for (const part of parts) {
    const variable = `VIGIE_PORT_${part}`;
    const wanted = Number(env[variable] ?? defaultPorts[part]);
    if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65535) {
      problems.push(`${variable} is "${env[variable]}", which is no port. Give a number from 0 to 65535.`);
      continue;
    }
    try {
      const { port, close } = await (wanted === 0 ? holdAny() : hold(wanted));
      held.push({ close });
      chosen[part] = port;
    } catch (error) {
      problems.push(`Port ${wanted} is taken (${(error as NodeJS.ErrnoException).code}). Set ${variable} to another port, or to 0 for any free one.`);
    }
  }
  for (const { close } of held) close();
  if (problems.length > 0) throw new PortError(problems.join('\n'));
  return chosen as Ports;
}

/** Below those that the system gives to outgoing connections: until the part listens on its own, one of them could be taken by such a one. */
const free = { from: 10_240, to: 32_768 };

async function holdAny(tries = 20): ReturnType<typeof hold> {
  try {
    return await hold(randomInt(free.from, free.to));
  } catch (error) {
    if (tries === 0) throw error;
    return holdAny(tries - 1);
  }
}

function hold(port: number): Promise<{ port: number; close(): void }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ port: (server.address() as AddressInfo).port, close: () => server.close() }));
  });
}

/** The variables that give a child the ports that were chosen. */
export function portVariables(ports: Ports): Record<string, string> {
  return Object.fromEntries(Object.entries(ports).map(([part, port]) => [`VIGIE_PORT_${part}`, String(port)]));
}
