import { PLUGIN_BASE_URL } from './constants';

/** The address of each page. */
export const urls = {
  overview: `${PLUGIN_BASE_URL}/overview`,
  newOrder: `${PLUGIN_BASE_URL}/order`,
  orders: `${PLUGIN_BASE_URL}/orders`,
  order: (id: string) => `${PLUGIN_BASE_URL}/orders/${encodeURIComponent(id)}`,
  vms: `${PLUGIN_BASE_URL}/vms`,
  vm: (id: string) => `${PLUGIN_BASE_URL}/vms/${encodeURIComponent(id)}`,
  drift: `${PLUGIN_BASE_URL}/drift`,
  pra: `${PLUGIN_BASE_URL}/pra`,
  backups: `${PLUGIN_BASE_URL}/backups`,
  backupsTab: (tab: 'tests' | 'runs' | 'policies') => `${PLUGIN_BASE_URL}/backups?tab=${tab}`,
  restoreTest: (id: string) => `${PLUGIN_BASE_URL}/restore-tests/${encodeURIComponent(id)}`,
  /** One backup of a machine, on the machine's page. */
  restorePoint: (vm: string, volume: string) => `${PLUGIN_BASE_URL}/vms/${encodeURIComponent(vm)}?${new URLSearchParams({ point: volume })}`,
  runbook: (slug: string) => `${PLUGIN_BASE_URL}/pra/${encodeURIComponent(slug)}`,
  execution: (id: string) => `${PLUGIN_BASE_URL}/executions/${encodeURIComponent(id)}`,
};
