import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { backupAndRestoreProof } from './backup-and-restore-proof.ts';
import { infrastructureOverview } from './infrastructure-overview.ts';
import { vigieItself } from './vigie-itself.ts';
import { vmDetail } from './vm-detail.ts';

/** All dashboards, each by the name of its file: src/<name>.ts makes <name>.json. */
export const dashboards: readonly { name: string; build(): Dashboard }[] = [
  { name: 'infrastructure-overview', build: infrastructureOverview },
  { name: 'vm-detail', build: vmDetail },
  { name: 'backup-and-restore-proof', build: backupAndRestoreProof },
  { name: 'vigie-itself', build: vigieItself },
];
