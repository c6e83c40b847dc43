import type { ConfigValue } from '../state/world.ts';

/** A guest's config as its file writes it: the description as comments, then the keys in order. */
export function formatConfig(config: Record<string, ConfigValue>): string {
  const { description, ...rest } = config;
  const comments =
    description === undefined
      ? []
      : String(description)
          .split('\n')
          .map((line) => `#${encodeURI(line)}`);
  const lines = Object.entries(rest)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}: ${value}`);
  return `${[...comments, ...lines].join('\n')}\n`;
}
