import { allPrivileges } from '../../model/roles.ts';
import { when } from './check.ts';
import type { Check } from './check.ts';

const configId = /^[a-z][a-z0-9_-]+$/i;
const nodeName = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const node = new RegExp(`^${nodeName}$`);
const haNode = new RegExp(`^${nodeName}(?::\\d+)?$`);
const safeName = /^[A-Za-z0-9._-]+$/;
const realm = '[A-Za-z][A-Za-z0-9._-]+';
const userId = new RegExp(`^[^\\s:/]+@${realm}$`);

/** Names of things of the cluster. */
export const idFormats: Record<string, Check> = {
  'pve-vmid': (value) => when(/^[1-9][0-9]{2,8}$/.test(value), 'value does not look like a valid VM ID'),
  'pve-node': (value) => when(node.test(value), 'value does not look like a valid node name'),
  'pve-storage-id': (value) => when(/^[a-z][a-z0-9._-]*[a-z0-9]$/i.test(value), `storage ID '${value}' contains illegal characters`),
  'pve-configid': (value) => when(configId.test(value), `invalid configuration ID '${value}'`),
  'pve-bridge-id': (value) => when(/^[-_.\w]+$/.test(value), `invalid bridge ID '${value}'`),
  'pve-iface': (value) => when(/^[a-z][a-z0-9_]{1,20}([:.]\d+)?$/i.test(value), `invalid network interface name '${value}'`),
  'pve-poolid': (value) =>
    when(/^[A-Za-z][A-Za-z0-9._-]*(\/[A-Za-z][A-Za-z0-9._-]*){0,2}$/.test(value), `invalid characters in pool name '${value}'`),
  'pve-groupid': (value) => when(safeName.test(value), `group name '${value}' contains invalid characters`),
  'pve-roleid': (value) => when(safeName.test(value), `role name '${value}' contains invalid characters`),
  'pve-priv': (value) => when(allPrivileges.has(value), `invalid privilege '${value}'`),
  'pve-realm': (value) => when(new RegExp(`^${realm}$`).test(value), 'value does not look like a valid realm'),
  'pve-userid': userid,
  'pve-tokenid': (value) => when(/^[^\s:/]+![A-Za-z][A-Za-z0-9._-]+$/.test(value), `value '${value}' does not look like a valid token ID`),
  'pve-ha-resource-id': (value) => when(/^[a-z]+:\S+$/.test(value), 'value does not look like a valid ha resource id'),
  'pve-ha-resource-or-vm-id': (value) => when(/^([a-z]+:\S+|\d+)$/.test(value), 'value does not look like a valid ha resource id'),
  'pve-ha-node': (value) => when(haNode.test(value), 'value does not look like a valid ha group node'),
  'pve-replication-job-id': (value) => when(/^[1-9][0-9]{2,8}-\d{1,9}$/.test(value), `invalid replication job id '${value}'`),
  'pve-tag': (value) => when(/^[a-z0-9_][a-z0-9_\-+.]*$/i.test(value), 'invalid characters in tag'),
  'pve-task-status-type': (value) => when(/^(ok|error|warning|unknown)$/i.test(value), `invalid status '${value}'`),
};

function userid(value: string): string | null {
  if (value.length < 3) return `user name '${value}' is too short`;
  if (value.length > 64) return `user name '${value}' is too long (${value.length} > 64)`;
  return when(userId.test(value), `value '${value}' does not look like a valid user name`);
}
