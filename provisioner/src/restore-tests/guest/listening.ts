/** The TCP ports in what `ss -Hltn` prints: state, two queues, local address with port, peer. */
export function listeningPorts(output: string): Set<number> {
  return new Set(
    output.split('\n').flatMap((line) => {
      const port = /:(\d+)$/.exec(line.trim().split(/\s+/)[3] ?? '')?.[1];
      return port === undefined ? [] : [Number(port)];
    }),
  );
}
