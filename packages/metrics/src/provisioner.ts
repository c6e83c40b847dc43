import type { MetricDefinition } from './definition.ts';

/** What the provisioner says of itself; its process and runtime metrics come from prom-client. */
export const provisionerMetrics = {
  httpRequests: {
    name: 'vigie_http_requests_total',
    type: 'counter',
    unit: 'count',
    help: 'Requests answered, by method, path template and status.',
    labels: ['method', 'route', 'status'],
  },
  httpDuration: {
    name: 'vigie_http_request_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Time from the request to the end of its answer.',
    labels: ['method', 'route'],
  },
  databaseUp: {
    name: 'vigie_database_up',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the database answered this scrape. Without it the metrics of the orders have no series.',
    labels: [],
  },
  orders: {
    name: 'vigie_orders',
    type: 'gauge',
    unit: 'count',
    help: 'Orders by state; one of several machines counts once. Every tenant of vigie.yaml has every state, at 0 too.',
    labels: ['tenant', 'state'],
  },
  ordersOldestProgress: {
    name: 'vigie_orders_oldest_progress_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'Of the orders in state deploying, the last progress of the one that has stood still longest: its approval, '
      + 'or the start or end of a step of one of its machines. None when nothing is deploying.',
    labels: ['tenant'],
  },
  mailsWaiting: {
    name: 'vigie_mails_waiting',
    type: 'gauge',
    unit: 'count',
    help: 'Mails that are kept for sending and were not taken by the mail server yet.',
    labels: [],
  },
  mailsOldestWaiting: {
    name: 'vigie_mails_oldest_waiting_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the mail that waits longest was written. None when no mail waits.',
    labels: [],
  },
  mailsUndelivered: {
    name: 'vigie_mails_undelivered',
    type: 'gauge',
    unit: 'count',
    help: 'Mails that ended without arriving for certain: refused by the mail server within the last day, until the next start of the '
      + 'provisioner tries them again; or in doubt after a crash, until somebody decides.',
    labels: ['outcome'],
  },
  bastionInLine: {
    name: 'vigie_bastion_in_line',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the bastion had, or took, what Vigie knows of all tenants when it was last looked at. None without a bastion.',
    labels: [],
  },
  bastionLastCheck: {
    name: 'vigie_bastion_last_check_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the bastion was last looked at, or tried to; 0 before the first time. None without a bastion.',
    labels: [],
  },
  networkPoolSubnets: {
    name: 'vigie_network_pool_subnets',
    type: 'gauge',
    unit: 'count',
    help: 'The /24s of a super-network that may be given to tenants; excluded ones left out.',
    labels: ['cidr', 'kind', 'role'],
  },
  networkPoolUsed: {
    name: 'vigie_network_pool_used',
    type: 'gauge',
    unit: 'count',
    help: 'The /24s of a super-network that tenants have.',
    labels: ['cidr', 'kind', 'role'],
  },
  proxmoxCalls: {
    name: 'vigie_proxmox_calls_total',
    type: 'counter',
    unit: 'count',
    help: 'Calls to Proxmox by outcome: accepted, refused, or unknown.',
    labels: ['cluster', 'method', 'template', 'outcome'],
  },
  proxmoxCallDuration: {
    name: 'vigie_proxmox_call_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Time of calls to Proxmox, waiting for a free slot included.',
    labels: ['cluster', 'method', 'template'],
  },
  sdnApplies: {
    name: 'vigie_sdn_applies_total',
    type: 'counter',
    unit: 'count',
    help: "Applies of a cluster's SDN by Vigie, each a reload of the network on every node: done or failed.",
    labels: ['cluster', 'outcome'],
  },
  sdnChanges: {
    name: 'vigie_sdn_changes_total',
    type: 'counter',
    unit: 'count',
    help: 'Changes of networks that were applied. Divided by vigie_sdn_applies_total it says how many share one apply.',
    labels: ['cluster'],
  },
} as const satisfies Record<string, MetricDefinition>;
