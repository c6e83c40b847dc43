import { percentEncode } from './percent.ts';
import { parameterName } from './parameter-names.ts';

/** Where a call goes: the template for labels and messages, the encoded path for the wire, the node it concerns, if one. */
export interface CallPath {
  template: string;
  path: string;
  node: string | null;
  /** Why the call must not be made: a value is missing or would change the path's shape. */
  unfit: string | null;
}

/** Fills `/nodes/{node}/qemu/{vmid}` with values, each encoded once. */
export function fillTemplate(template: string, values: Record<string, string | number>): CallPath {
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
  const wrong = names.find((name) => ['', '.', '..'].includes(String(values[name] ?? '')));
  return {
    template,
    path: template.replace(/\{([^}]+)\}/g, (_, name: string) => percentEncode(String(values[name] ?? ''))),
    node: names.includes('node') ? String(values.node) : null,
    unfit: wrong === undefined ? null : `path parameter {${wrong}} cannot be "${values[wrong] ?? ''}"`,
  };
}

/**
 * The same for what proxmox-api hands over: a path with raw values (only `/` escaped) and a template with `*` in their places,
 * both with the `/api2/json` prefix.
 */
export function namePath(rawPath: string, starTemplate: string): CallPath {
  const raw = rawPath.split('/').slice(3);
  const stars = starTemplate.split('/').slice(3);
  const names: string[] = [];
  const values: Record<string, string> = {};
  stars.forEach((star, i) => {
    const name = star === '*' ? parameterName(names) : star;
    names.push(star === '*' ? `{${name}}` : name);
    if (star === '*') values[name] = (raw[i] ?? '').replaceAll('%2F', '/');
  });
  return fillTemplate(`/${names.join('/')}`, values);
}
