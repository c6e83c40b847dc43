import { text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import type { NodeState } from '../state/world.ts';

export const certificateEndpoints: Endpoint[] = [{ method: 'GET', template: '/nodes/{node}/certificates/info', handle: listCertificates }];

const day = 86_400;
const authority = '/CN=Proxmox Virtual Environment/OU=00000000-0000-4000-8000-000000000000/O=PVE Cluster Manager CA';

/** The cluster's authority, and the certificate of the node that it issued. Nobody has uploaded one. */
function listCertificates(call: Call): unknown[] {
  const name = text(call, 'node');
  // The dispatcher has answered unknown nodes already.
  const { ip, certificateExpiry, fingerprint } = call.world.nodes[name] as NodeState;
  const common = { issuer: authority, 'public-key-type': 'rsaEncryption' };
  return [
    {
      ...common,
      filename: 'pve-root-ca.pem',
      subject: authority,
      notbefore: certificateExpiry - 730 * day,
      notafter: certificateExpiry + 2920 * day,
      san: [],
      'public-key-bits': 4096,
      fingerprint: fingerprint.split(':').toReversed().join(':'),
      pem: standIn('authority'),
    },
    {
      ...common,
      filename: 'pve-ssl.pem',
      subject: `/OU=PVE Cluster Node/O=Proxmox Virtual Environment/CN=${name}`,
      notbefore: certificateExpiry - 730 * day,
      notafter: certificateExpiry,
      san: ['127.0.0.1', '0000:0000:0000:0000:0000:0000:0000:0001', 'localhost', ip, name],
      'public-key-bits': 2048,
      fingerprint,
      pem: standIn(name),
    },
  ];
}

/** The form of a certificate without being one. */
export function standIn(content: string): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(content).toString('base64')}\n-----END CERTIFICATE-----\n`;
}
