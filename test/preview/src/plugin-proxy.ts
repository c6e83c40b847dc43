import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import type { Request, Response } from 'express';
import { roleAdmits, type DemoUser } from './demo-users.ts';
import { requestHeaders, responseHeaders } from './forward-headers.ts';
import { signIdToken } from './id-token.ts';
import { signedInUser } from './identity.ts';
import { readPluginJson, type PluginRoute } from './plugin-folder.ts';
import type { Preview } from './preview.ts';
import { fillTemplate, matchRoute } from './proxy-route.ts';

/** Grafana's `/api/plugin-proxy/<plugin>/*`: the plugin's own routes with Grafana's identity on top. Bodies are streamed. */
export function pluginProxy(preview: Preview) {
  return async (request: Request, response: Response): Promise<void> => {
    const user = signedInUser(response);
    const [path = '', query] = request.url.slice(1).split(/\?(.*)/s, 2);
    const match = matchRoute(readPluginJson(preview.pluginFolder).routes ?? [], request.method, path);
    if (!match) {
      response.status(404).json({ message: 'plugin route match not found', traceID: '' });
    } else if (!roleAdmits(user.role, match.route.reqRole)) {
      response.status(403).json({ message: 'plugin proxy route access denied', traceID: '' });
    } else {
      const target = new URL(preview.provisionerUrl);
      const upstreamPath = `${target.pathname.replace(/\/$/, '')}/${match.rest}${query === undefined ? '' : `?${query}`}`;
      const headers = requestHeaders(request.headers, await grafanaHeaders(preview, user, match.route));
      forward(request, response, target, upstreamPath, { ...headers, host: target.host });
    }
  };
}

async function grafanaHeaders(preview: Preview, user: DemoUser, route: PluginRoute): Promise<Record<string, string>> {
  const context = {
    UserID: user.id,
    UserUID: `demo-user-${user.id}`,
    OrgID: user.org.id,
    OrgName: user.org.name,
    OrgRole: user.role,
    Login: user.login,
    Name: user.name,
    Email: user.email,
    Teams: [],
    IsGrafanaAdmin: user.org.id === 1 && user.role === 'Admin',
    IsAnonymous: false,
  };
  const fromRoute = (route.headers ?? []).map(({ name, content }) => [name, fillTemplate(content, preview.settings.read(user.org.id))]);
  return {
    'X-Grafana-Context': JSON.stringify(context),
    'X-Grafana-Id': await signIdToken(user, preview.baseUrl(), preview.keys),
    ...Object.fromEntries(fromRoute),
  };
}

function forward(request: Request, response: Response, target: URL, path: string, headers: ReturnType<typeof requestHeaders>): void {
  const open = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const upstream = open({ protocol: target.protocol, hostname: target.hostname, port: target.port, method: request.method, path, headers });
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, responseHeaders(answer.headers));
    pipeline(answer, response, () => upstream.destroy());
  });
  upstream.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.status(502).set('Content-Security-Policy', 'sandbox').json({ message: 'Bad Gateway', traceID: '' });
  });
  response.on('close', () => upstream.destroy());
  pipeline(request, upstream, () => undefined);
}
