import type { PluginRoute } from './plugin-folder.ts';

/**
 * Grafana's choice: the first route whose path and one literal method fit.
 * `rest` is what `*` stood for and goes behind the route's URL; it is empty for a route without `*`.
 */
export function matchRoute(routes: readonly PluginRoute[], method: string, path: string): { route: PluginRoute; rest: string } | undefined {
  for (const route of routes) {
    if (route.method && route.method !== '*' && route.method.toUpperCase() !== method) continue;
    if (!route.path.endsWith('*')) {
      if (route.path === path) return { route, rest: '' };
      continue;
    }
    const prefix = route.path.slice(0, -1);
    if (path.startsWith(prefix)) return { route, rest: path.slice(prefix.length) };
  }
  return undefined;
}

/** Fills `{{ .SecureJsonData.name }}` and `{{ .JsonData.name }}`; an unknown name becomes what Go's templates print for it. */
export function fillTemplate(content: string, data: { jsonData: Record<string, unknown>; secureJsonData: Record<string, string> }): string {
  return content.replaceAll(/\{\{\s*\.(SecureJsonData|JsonData)\.(\w+)\s*\}\}/g, (_, source: string, name: string) => {
    const values: Record<string, unknown> = source === 'JsonData' ? data.jsonData : data.secureJsonData;
    return String(values[name] ?? '<no value>');
  });
}
