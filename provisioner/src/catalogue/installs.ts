import type { ClusterConfig } from '@vigie/config/clusters';
import type { InstallKind } from '@vigie/contract/install';

/** How a machine gets an operating system of the catalogue on this cluster. */
export const installsBy = ({ isos }: Pick<ClusterConfig, 'isos'>, system: string): InstallKind => (Object.hasOwn(isos, system) ? 'iso' : 'template');
