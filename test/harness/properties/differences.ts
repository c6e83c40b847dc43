const most = 8;

/** Where two plain values differ, as lines for people; empty when they do not. */
export function differences(expected: unknown, seen: unknown, path = ''): string[] {
  if (isTree(expected) && isTree(seen) && Array.isArray(expected) === Array.isArray(seen)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(seen)])];
    return keys.flatMap((key) => differences(expected[key], seen[key], `${path}/${key}`)).slice(0, most);
  }
  return Object.is(expected, seen) ? [] : [`${path}: ${text(expected)} expected, ${text(seen)} seen`];
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 400);
