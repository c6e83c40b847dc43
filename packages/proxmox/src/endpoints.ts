import type { Agent } from 'node:https';
import { createAgent, type AgentTimes, type ApiEndpoint } from './agent.ts';
import { ExchangeError } from './exchange-error.ts';
import type { ProductWords } from './product.ts';

export interface Endpoint {
  origin: string;
  host: string;
  agent: Agent;
}

export interface Endpoints {
  /**
   * Tries `attempt` on the endpoint that worked last, then on the others in order, as long as nothing was sent.
   * Throws the ExchangeError of the attempt that was sent, or one that tells all failures.
   */
  attempt<T>(attempt: (endpoint: Endpoint) => Promise<T>): Promise<T>;
  close(): void;
}

export function createEndpoints(list: ApiEndpoint[], times: AgentTimes, words: ProductWords): Endpoints {
  const endpoints = list.map((one): Endpoint => {
    const { protocol, origin, host } = new URL(one.url);
    if (protocol !== 'https:') throw new TypeError(`${one.url}: the Proxmox API speaks https only, a token must not travel in clear`);
    return { origin, host, agent: createAgent(one, times, words) };
  });
  if (endpoints.length === 0) throw new TypeError('a Proxmox API needs at least one endpoint');
  let preferred = 0;

  return {
    async attempt(attempt) {
      const failures: ExchangeError[] = [];
      const first = preferred;
      for (let i = 0; i < endpoints.length; i += 1) {
        const at = (first + i) % endpoints.length;
        try {
          const result = await attempt(endpoints[at] as Endpoint);
          preferred = at;
          return result;
        } catch (error) {
          if (!(error instanceof ExchangeError) || error.sent || error.kind === 'timeout') throw error;
          failures.push(error);
        }
      }
      throw allFailed(failures);
    },
    close: () => endpoints.forEach((endpoint) => endpoint.agent.destroy()),
  };
}

function allFailed(failures: ExchangeError[]): ExchangeError {
  // A certificate that does not fit needs a person; a node that is down often does not.
  const worst = failures.find((failure) => failure.kind === 'certificate') ?? (failures[0] as ExchangeError);
  return new ExchangeError(worst.kind, failures.map((failure) => failure.message).join('; '), { sent: false });
}
