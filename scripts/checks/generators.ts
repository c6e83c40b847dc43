import { dashboards } from '../../dashboards/src/index.ts';
import { renderDashboard } from '../../dashboards/src/render.ts';
import { renderMetricsDocs } from '../../packages/metrics/src/render-docs.ts';
import { renderOpenapi } from '../../provisioner/src/http/openapi.ts';
import { assembled } from './assembled.ts';
import { configurationDocs } from './configuration-docs.ts';

/** A file that is committed and never written by hand. */
interface Generator {
  file: string;
  render(): string | Promise<string>;
}

export const generators: readonly Generator[] = [
  { file: 'docs/configuration.md', render: configurationDocs },
  { file: 'docs/metrics.md', render: renderMetricsDocs },
  { file: 'docs/openapi.json', render: renderOpenapi },
  { file: 'packages/proxmox/src/scan-row-code.ts', render: () => assembled('packages/proxmox/assembly/scan-row.ts', 'scanRowCode') },
  ...dashboards.map(({ name, build }) => ({ file: `dashboards/${name}.json`, render: () => renderDashboard(build()) })),
];
