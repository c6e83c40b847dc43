/** A page of the app, for messages. `grafanaUrl` is Grafana's root URL. */
export const pageLink = (grafanaUrl: string, page: string): string => `${grafanaUrl.replace(/\/+$/, '')}/a/vigie-proxmox-app/${page}`;
