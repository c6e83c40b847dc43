/** The samples of a text exposition as `name{label="value",...}` with sorted labels -> value. Throws on a duplicate. */
export function parseExposition(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [, name = '', labels = '', value = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    const key = `${name}{${(labels.match(/\w+="(?:\\.|[^"\\])*"/g) ?? []).sort().join(',')}}`;
    if (name === '' || samples.has(key)) throw new Error(`bad or second sample: ${line}`);
    samples.set(key, Number(value));
  }
  return samples;
}
