export interface StorageState {
  type: 'dir' | 'lvmthin' | 'rbd' | 'zfspool' | 'pbs';
  content: string[];
  shared: boolean;
  /** Fields of the storage definition that only this type has (path, pool, vgname, datastore ...). */
  options: Record<string, string>;
  /** Of each node that has it, unless it is shared. A storage of type pbs has the space of its datastore instead. */
  total: number;
  /** Bytes used by what is no volume and no backup of this cluster. */
  used: number;
  /** The nodes do not reach it: calls that touch it hang, or fail at once. */
  unreachable?: 'blocks' | 'refuses';
}

export interface StorageFile {
  storage: string;
  /** The node that holds it; null on shared storage. */
  node: string | null;
  content: string;
  size: number;
  format: string;
  ctime: number;
  /** What is in it, where that matters. */
  text?: string;
}

export interface Volume {
  storage: string;
  /** The node that holds it; null on shared storage. */
  node: string | null;
  vmid: number;
  size: number;
  format: string;
  content: string;
  ctime: number;
  parent: string | null;
}
