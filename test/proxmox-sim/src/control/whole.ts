/** A count from a body. Throws what is wrong with it. */
export function whole(body: Record<string, unknown>, name: string, preset: number): number {
  const value = body[name] ?? preset;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 100_000)
    throw new Error(`${name} must be a whole number up to 100000`);
  return value;
}
