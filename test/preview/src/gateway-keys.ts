import { readFileSync } from 'node:fs';

/** Reads the gateway keys by organisation id. Its errors name the file, never what is in it. */
export function readGatewayKeys(file: string): Record<string, string> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Error(`--keys ${file}: ${code ? `cannot be read (${code})` : 'is not JSON'}`, { cause: error });
  }
  const entries = Object.entries(content ?? {});
  if (!entries.every(([id, key]) => /^\d+$/.test(id) && typeof key === 'string' && key !== '')) {
    throw new Error(`--keys ${file}: give an object of gateway keys by organisation id`);
  }
  return Object.fromEntries(entries) as Record<string, string>;
}
