import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** Sent by the browser for Grafana only; the plugin's backend never sees them. */
const removedFromRequest = ['cookie', 'authorization', 'origin', 'referer', 'host', 'x-preview-user'];

/** Hop-by-hop headers of RFC 9110 and the older ones that Go's reverse proxy removes as well. */
const hopByHop = [
  'connection',
  'proxy-connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/**
 * What Grafana's plugin proxy sends upstream: the browser's headers without its secrets, then Grafana's own over them,
 * and only then the removal of what `Connection` names. In that order a client can make Grafana drop its own identity
 * header, which is why the provisioner must refuse a call that has none.
 */
export function requestHeaders(incoming: IncomingHttpHeaders, grafanaHeaders: Record<string, string>): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { ...incoming };
  for (const name of Object.keys(headers)) {
    if (removedFromRequest.includes(name) || name.startsWith('x-forwarded-')) delete headers[name];
  }
  for (const [name, value] of Object.entries(grafanaHeaders)) headers[name.toLowerCase()] = value;
  return withoutHopByHop(headers, incoming.connection);
}

/** What the browser gets back: no cookies of the backend, and no script of it may run as Grafana's own. */
export function responseHeaders(upstream: IncomingHttpHeaders): OutgoingHttpHeaders {
  const headers = withoutHopByHop({ ...upstream }, upstream.connection);
  delete headers['set-cookie'];
  headers['content-security-policy'] = 'sandbox';
  return headers;
}

function withoutHopByHop(headers: OutgoingHttpHeaders, connection: string | undefined): OutgoingHttpHeaders {
  const named = (connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  for (const name of [...named, ...hopByHop]) delete headers[name];
  return headers;
}
