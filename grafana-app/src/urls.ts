import { PLUGIN_BASE_URL } from './constants';

/** The address of each page. */
export const urls = {
  newOrder: `${PLUGIN_BASE_URL}/order`,
  orders: `${PLUGIN_BASE_URL}/orders`,
  order: (id: string) => `${PLUGIN_BASE_URL}/orders/${encodeURIComponent(id)}`,
  vms: `${PLUGIN_BASE_URL}/vms`,
  vm: (id: string) => `${PLUGIN_BASE_URL}/vms/${encodeURIComponent(id)}`,
  pra: `${PLUGIN_BASE_URL}/pra`,
  runbook: (slug: string) => `${PLUGIN_BASE_URL}/pra/${encodeURIComponent(slug)}`,
  execution: (id: string) => `${PLUGIN_BASE_URL}/executions/${encodeURIComponent(id)}`,
};
