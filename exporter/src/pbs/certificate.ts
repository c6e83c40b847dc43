import { pbsCollectors } from '@vigie/metrics/collectors';
import { pbsServerMetrics } from '@vigie/metrics/pbs-server';
import { labelText } from '../exposition.ts';
import type { PbsCollector } from './pbs-collector.ts';
import { readCertificateExpiry } from './read-certificate-expiry.ts';

/**
 * When the certificates expire. The server tells that only to who may change them, but shows the certificate itself to everybody who
 * connects.
 */
export function certificateCollector(urls: readonly string[]): PbsCollector<ReadonlyMap<string, number>> {
  return {
    name: 'certificate',
    intervalSeconds: pbsCollectors.certificate.everySeconds,
    async read(_api, last) {
      const expiries = new Map<string, number>();
      let failure: unknown = null;
      for (const url of urls.map((each) => new URL(each))) {
        const endpoint = `${url.hostname}:${url.port || '443'}`;
        try {
          expiries.set(endpoint, await readCertificateExpiry(url));
        } catch (error) {
          failure ??= error;
          const known = last?.get(endpoint);
          if (known !== undefined) expiries.set(endpoint, known);
        }
      }
      return { value: expiries, failure };
    },
    add(out, server, known) {
      for (const [endpoint, expiry] of known) out.add(pbsServerMetrics.certificateExpiry, labelText({ server, endpoint }), expiry);
    },
  };
}
