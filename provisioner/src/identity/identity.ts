import type { IncomingHttpHeaders } from 'node:http';
import type { LoadedConfig } from '@vigie/config/load';
import type { Caller } from '../caller.ts';
import type { Log } from '../log.ts';
import { ProblemError } from '../problem-error.ts';
import { capabilitiesOf } from './capabilities.ts';
import { verifyGrafanaToken, type UserClaims } from './grafana-token.ts';
import { readOrganisations, type Organisation } from './organisations.ts';
import { KeysUnavailableError, signingKeys } from './signing-keys.ts';
import { verifiedTokens } from './verified-tokens.ts';

/** Tells who sent a request. Reads two headers and nothing else: what is not signed or secret is never trusted. */
export interface Identity {
  /** The organisation whose gateway key was sent, before the person is known. */
  organisation(headers: IncomingHttpHeaders): Organisation | undefined;
  /**
   * The verified person. Throws the ProblemErrors `unauthenticated` (one text for every cause, the cause is logged)
   * and `not-ready` when Grafana's signing keys cannot be read.
   */
  identify(headers: IncomingHttpHeaders, log: Log): Promise<Caller>;
}

/** Reads the gateway keys and prepares to read Grafana's signing keys. Throws an Error when a gateway key is missing or doubled. */
export function createIdentity(loaded: LoadedConfig): Identity {
  const { grafana } = loaded.config;
  const organisations = readOrganisations(loaded);
  const keys = signingKeys(grafana.jwksUrl ?? `${grafana.url.replace(/\/+$/, '')}/api/signing-keys/keys`);

  const verify = verifiedTokens((token, orgId) => verifyGrafanaToken(token, orgId, grafana.url, keys));

  const organisation = (headers: IncomingHttpHeaders): Organisation | undefined => {
    const key = headers['x-gateway-key'];
    return typeof key === 'string' ? organisations.byGatewayKey(key) : undefined;
  };

  return {
    organisation,
    async identify(headers, log) {
      // The gateway key comes first: without one nobody makes us read keys or verify signatures.
      const caller = organisation(headers);
      if (!caller) throw refused(log, headers['x-gateway-key'] ? 'unknown gateway key' : 'no gateway key');
      const token = headers['x-grafana-id'];
      if (typeof token !== 'string') throw refused(log, 'no Grafana ID token');
      try {
        return toCaller(caller, await verify(token, caller.orgId));
      } catch (error) {
        if (error instanceof KeysUnavailableError) throw notReady(log, error);
        throw refused(log, error instanceof Error ? error.message : 'unknown');
      }
    },
  };
}

function toCaller({ tenant }: Organisation, claims: UserClaims): Caller {
  const login = claims.username || claims.sub;
  return {
    login,
    name: claims.name || login,
    ...(claims.email && { email: claims.email }),
    role: claims.role,
    operator: tenant === null,
    tenant,
    capabilities: capabilitiesOf(tenant === null ? 'operator' : 'tenant', claims.role),
  };
}

function refused(log: Log, cause: string): ProblemError {
  log.warn({ cause }, 'a call was refused: no valid identity');
  return new ProblemError('unauthenticated', 'The call carries no valid identity. Sign in to Grafana and call through its plugin.');
}

function notReady(log: Log, error: KeysUnavailableError): ProblemError {
  log.error({ err: error }, 'the signing keys of Grafana cannot be read');
  return new ProblemError('not-ready', 'Nobody can be identified now, because the signing keys of Grafana cannot be read. Try again soon.');
}
