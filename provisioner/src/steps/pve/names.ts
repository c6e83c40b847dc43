import type { StepOrder } from '../ports.ts';

/** Names of the objects that Vigie makes for a tenant in Proxmox. */
export const roleName = 'VigieTenant';
export const poolName = (tenant: string): string => tenant;
export const groupName = (tenant: string): string => `vigie-${tenant}`;
export const accountName = (tenant: string): string => `${tenant}@pve`;

/** The comment by which we know a tenant's objects as ours. */
export const tenantMarker = (tenant: string): string => `vigie tenant ${tenant}`;

/** The line in a VM's description by which we know it as an order's. */
export const vmMarker = (order: Pick<StepOrder, 'id'>): string => `vigie:${order.id}`;

/** True when the description holds the marker as a line of its own (Proxmox may add a line end). */
export const hasMarker = (description: string | undefined, order: Pick<StepOrder, 'id'>): boolean =>
  (description ?? '').split(/\r?\n/).some((line) => line.trim() === vmMarker(order));
