/** What a target may name: an API of vigie.yaml. */
export interface NamedApi {
  readonly name: string;
  readonly endpoints: readonly { readonly url: string }[];
}

export interface FoundTarget<Api> {
  api: Api;
  /** The host by which it was named, null when it was by its name. */
  host: string | null;
}

/**
 * The configured API that a target means: by its name, or by `host` or `host:port` of one of its endpoints, as users of
 * prometheus-pve-exporter give it. Without a target the only one there is. null = none of them, or a host that several have.
 */
export function findTarget<Api extends NamedApi>(apis: readonly Api[], target: string | undefined): FoundTarget<Api> | null {
  const byName = target === undefined && apis.length === 1 ? apis[0] : apis.find(({ name }) => name === target);
  if (byName) return { api: byName, host: null };
  if (target === undefined) return null;
  const hits = apis.flatMap((api) => {
    const url = api.endpoints.map((endpoint) => new URL(endpoint.url)).find((each) => namesOf(each).includes(target.toLowerCase()));
    return url ? [{ api, host: bare(url.hostname) }] : [];
  });
  return hits.length === 1 ? (hits[0] ?? null) : null;
}

function namesOf({ hostname, port }: URL): string[] {
  return [hostname, bare(hostname), `${hostname}:${port || '443'}`];
}

/** An IPv6 address without its brackets. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
