import type { InstallKind } from '@vigie/contract/install';

/** A machine in Proxmox's terms: `template` is a key of the cluster's `templates`, or with `install: iso` of its `isos`; sizes in GiB. */
export interface MachineSpec {
  template: string;
  /** Left out: a template. */
  install?: InstallKind;
  cores: number;
  memoryGiB: number;
  diskGiB: number;
  /** Packages of its distribution that are installed in it. */
  packages?: string[];
}
