/** The port that VIGIE_PORT_EXPORTER sets, undefined when it is not set. Throws when it is not a port. */
export function portFromEnvironment(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new Error(`VIGIE_PORT_EXPORTER is "${text}": give a port from 0 (any free one) to 65535`);
  return port;
}
