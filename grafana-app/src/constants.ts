import pluginJson from './plugin.json';

export const PLUGIN_ID = pluginJson.id;

export const PLUGIN_BASE_URL = `/a/${PLUGIN_ID}`;

/** Grafana's plugin proxy adds the caller's signed identity and this organisation's gateway key, then forwards to the provisioner. */
export const API_BASE_URL = `/api/plugin-proxy/${PLUGIN_ID}/prov/api/v1`;
