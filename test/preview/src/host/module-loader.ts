import { sharedModules } from './shared-modules.ts';

interface LoaderHooks {
  shouldFetch: (url: string) => boolean;
  fetch: (url: string, options?: unknown) => Promise<Response>;
}

/**
 * Prepares SystemJS for plugins as Grafana does: each fetched script finds as `define` what the page keeps under
 * `__grafana_amd_define`, and the shared modules answer to their bare names.
 */
export function prepareModuleLoader(): void {
  const imports = Object.entries(sharedModules).map(([name, module]) => {
    // Plugins read `default` where the bundler made a namespace of a CommonJS module.
    System.set(`package:${name}`, { ...module, default: 'default' in module ? module.default : module, __useDefault: true } as never);
    return [name, `package:${name}`];
  });
  System.addImportMap({ imports: Object.fromEntries(imports) });

  const hooks = System.constructor.prototype as LoaderHooks;
  const fetchModule = hooks.fetch;
  hooks.shouldFetch = () => true;
  hooks.fetch = async function fetchAsAmd(url, options) {
    const answer = await fetchModule.call(this, url, options);
    if (!answer.ok || !/javascript/.test(answer.headers.get('content-type') ?? '')) return answer;
    const source = `(function (define) {\n${await answer.text()}\n})(window.__grafana_amd_define);`;
    return new Response(source, { status: 200, headers: { 'content-type': 'text/javascript' } });
  };
}
