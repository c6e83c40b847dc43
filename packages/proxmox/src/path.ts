import { percentEncode } from './percent.ts';
import { parameterName } from './parameter-names.ts';

/** Where a call goes: the template for labels and messages, the encoded path for the wire, the node it concerns, if one. */
export interface CallPath {
  template: string;
  path: string;
  node: string | null;
}

/**
 * Fills `/nodes/{node}/qemu/{vmid}` with values, each encoded once. Throws a TypeError on a missing value and on values that
 * would change the path's shape.
 */
export function fillTemplate(template: string, values: Record<string, string | number>): CallPath {
  const path = template.replace(/\{([^}]+)\}/g, (_, name: string) => segment(name, values[name]));
  return { template, path, node: template.includes('{node}') ? String(values.node) : null };
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

function segment(name: string, value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  if (text === '' || text === '.' || text === '..') throw new TypeError(`path parameter {${name}} cannot be "${text}"`);
  return percentEncode(text);
}
