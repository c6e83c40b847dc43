/** The port that an environment variable such as VIGIE_PORT_EXPORTER sets, undefined when it is not set. Throws when it is not a port. */
export function portFromEnvironment(variable: string, env: NodeJS.ProcessEnv = process.env): number | undefined {
  const text = env[variable];
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new Error(`${variable} is "${text}": give a port from 0 (any free one) to 65535`);
  return port;
}
