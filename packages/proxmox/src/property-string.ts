/**
 * Reads a property string such as `virtio=BC:24:11:00:00:01,bridge=vmbr0`. A first part without `=` belongs to `defaultKey`
 * (`local:9000/disk.qcow2,size=10G` with `file`). Throws a TypeError on a bare part without default key and on a repeated key.
 */
export function parsePropertyString(text: string, defaultKey?: string): Record<string, string> {
  const properties = new Map<string, string>();
  for (const part of text.split(',').filter((one) => one !== '')) {
    const at = part.indexOf('=');
    const key = at === -1 ? defaultKey : part.slice(0, at);
    if (key === undefined || key === '') throw new TypeError(`"${part}" has no key in the property string "${text}"`);
    if (properties.has(key)) throw new TypeError(`"${key}" is there twice in the property string "${text}"`);
    properties.set(key, part.slice(at + 1));
  }
  return Object.fromEntries(properties);
}

/**
 * Writes a property string in the record's order; undefined is left out, booleans become 0/1. Throws a TypeError on a comma or
 * line break in a value and on an unfit key: they would smuggle in other properties.
 */
export function formatPropertyString(properties: Record<string, string | number | boolean | undefined>): string {
  return Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const text = typeof value === 'boolean' ? String(Number(value)) : String(value);
      if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(key)) throw new TypeError(`"${key}" cannot be a key of a property string`);
      if (/[,\r\n\0]/.test(text)) throw new TypeError(`the value of "${key}" cannot hold a comma or a line break`);
      return `${key}=${text}`;
    })
    .join(',');
}
