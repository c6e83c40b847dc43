/** Checks one value of a named format: null when good, else Proxmox's text without its trailing newline. */
export type Check = (value: string) => string | null;

export function when(good: boolean, otherwise: string): string | null {
  return good ? null : otherwise;
}
