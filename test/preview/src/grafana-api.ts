import express, { type Request, type Response, type Router } from 'express';
import { apiIdentity, signedInUser } from './identity.ts';
import { pluginMeta } from './plugin-meta.ts';
import { pluginProxy } from './plugin-proxy.ts';
import { pluginId, type Preview } from './preview.ts';
import { preferences } from './preferences.ts';
import type { StoredSettings } from './plugin-settings.ts';

/** The few endpoints of Grafana's HTTP API that an app plugin and its backend use. */
export function grafanaApi(preview: Preview): Router {
  const api = express.Router();

  api.get('/signing-keys/keys', async (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').json(await preview.keys.jwks());
  });
  api.get('/health', (_request, response) => {
    response.json({ database: 'ok', version: 'preview' });
  });

  api.use(apiIdentity(preview.sessions));
  api.use(`/plugin-proxy/${pluginId}`, pluginProxy(preview));
  api.get('/user', (_request, response) => {
    const { id, login, name, email, org } = signedInUser(response);
    response.json({ id, uid: `demo-user-${id}`, login, name, email, orgId: org.id });
  });
  api.get('/user/preferences', (request, response) => {
    const { theme, language } = preferences(request);
    response.json({ theme, language });
  });
  api.get('/org', (_request, response) => {
    response.json(signedInUser(response).org);
  });
  api.get(`/plugins/${pluginId}/settings`, (_request, response) => {
    response.json(pluginMeta(preview, signedInUser(response)));
  });
  api.post(`/plugins/${pluginId}/settings`, express.json({ limit: '64kb' }), (request, response) =>
    saveSettings(preview, request, response),
  );
  api.use((_request, response) => {
    response.status(404).json({ message: 'Not found', traceID: '' });
  });
  return api;
}

function saveSettings(preview: Preview, request: Request, response: Response): void {
  const user = signedInUser(response);
  if (user.role !== 'Admin') {
    response
      .status(403)
      .json({ message: "You'll need additional permissions to perform this action. Permissions needed: plugins:write", traceID: '' });
    return;
  }
  const change = settingsChange(request.body);
  if (!change) {
    response.status(400).json({ message: 'bad request data', traceID: '' });
    return;
  }
  preview.settings.write(user.org.id, change);
  response.json({ message: 'Plugin settings updated' });
}

function settingsChange(body: unknown): Partial<StoredSettings> | undefined {
  if (!isRecord(body)) return undefined;
  const { enabled, pinned, jsonData, secureJsonData } = body;
  if (jsonData !== undefined && jsonData !== null && !isRecord(jsonData)) return undefined;
  if (secureJsonData !== undefined && secureJsonData !== null && !isTexts(secureJsonData)) return undefined;
  return {
    ...(typeof enabled === 'boolean' && { enabled }),
    ...(typeof pinned === 'boolean' && { pinned }),
    ...(isRecord(jsonData) && { jsonData }),
    ...(isTexts(secureJsonData) && { secureJsonData }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
}
