import { parseArgs } from 'node:util';
import { prepareCompose } from '../compose/prepare.ts';
import { inRoot } from '../root.ts';

// `npm run prepare-compose`: what docker-compose.yml needs, made once; nothing that is there is changed.
const { values } = parseArgs({ options: { demo: { type: 'boolean', default: false }, url: { type: 'string', default: 'https://localhost' } } });
const written = await prepareCompose({ folder: inRoot('.compose'), url: values.url, demo: values.demo });
for (const file of written) process.stdout.write(`wrote ${file}\n`);
if (!values.demo) {
  process.stdout.write('Now edit .compose/vigie.yaml, put the tokens of your servers in .compose/secrets/pve-provisioner, pve-exporter\n');
  process.stdout.write('and pbs-exporter, and a certificate that browsers trust in tls-certificate and tls-key.\n');
}
