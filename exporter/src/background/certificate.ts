import { certificateMetrics } from '@vigie/metrics/certificate';
import { pveCollectors } from '@vigie/metrics/collectors';
import { labelText } from '../exposition.ts';
import { numberOf, rowsOf, textOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { eachNode } from './items.ts';

interface NodeCertificate {
  subject: string;
  /** Seconds since 1970. */
  expiry: number;
}

/** pveproxy serves an uploaded or ordered certificate when there is one, else that of the cluster's own authority. */
const served = ['pveproxy-ssl.pem', 'pve-ssl.pem'];

/** When the certificates of the nodes' APIs expire. */
export const certificateCollector: BackgroundCollector<WorkItem, NodeCertificate> = {
  name: 'certificate',
  intervalSeconds: pveCollectors.certificate.everySeconds,
  deadlineSeconds: 120,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachNode,
  async read(reader, _item, node) {
    const rows = rowsOf(await reader.certificates(node));
    const row = served.map((file) => rows.find(({ filename }) => filename === file)).find((found) => found !== undefined);
    const expiry = numberOf(row?.notafter);
    if (expiry === undefined) throw new Error(`node ${node} names no certificate of its API`);
    return { subject: textOf(row?.subject), expiry };
  },
  add(out, cluster, { nodes }, known) {
    for (const { name: node } of nodes) {
      const certificate = known.get(node);
      if (certificate) out.add(certificateMetrics.expiry, labelText({ cluster, node, subject: certificate.subject }), certificate.expiry);
    }
  },
};
