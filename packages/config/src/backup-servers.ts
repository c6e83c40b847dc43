import { z } from 'zod';
import { apiEndpoints, apiName, apiToken } from './proxmox-api.ts';

/** A Proxmox Backup Server. The token only reads: the role Audit on / is enough. */
export const backupServerConfig = z.strictObject({ name: apiName, endpoints: apiEndpoints, token: apiToken });
export type BackupServerConfig = z.infer<typeof backupServerConfig>;
