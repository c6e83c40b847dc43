/** At most this many machines in one order. */
export const mostMachines = 16;

/** The longest name of an order of several machines: each machine's name is three characters longer. */
export const longestGroupName = 60;

/** The names of an order's machines: the order's own for one, `class-01`, `class-02` ... for several. */
export function machineNames(name: string, quantity: number): string[] {
  if (quantity === 1) return [name];
  return Array.from({ length: quantity }, (_, index) => `${name}-${String(index + 1).padStart(2, '0')}`);
}
