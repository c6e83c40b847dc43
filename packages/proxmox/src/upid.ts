/** The parts of a unique task id. `node` is where the task must be asked for; `id` is the VMID or empty; `pstart` is in clock ticks. */
export interface Upid {
  node: string;
  pid: number;
  pstart: number;
  startTime: Date;
  type: string;
  id: string;
  user: string;
}

const shape =
  /^UPID:([a-zA-Z0-9][a-zA-Z0-9-]*):([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8,9}):([0-9A-Fa-f]{8}):([^:\s]+):([^:\s]*):([^:\s]+):$/;

export function isUpid(text: unknown): text is string {
  return typeof text === 'string' && shape.test(text);
}

/** Throws a TypeError when `text` is not a UPID, so that a call that answered something else is never polled. */
export function parseUpid(text: string): Upid {
  const match = shape.exec(text);
  if (match === null) throw new TypeError(`not a UPID: ${JSON.stringify(String(text).slice(0, 120))}`);
  const [node, pid, pstart, startTime, type, id, user] = match.slice(1) as [string, string, string, string, string, string, string];
  return {
    node,
    pid: Number.parseInt(pid, 16),
    pstart: Number.parseInt(pstart, 16),
    startTime: new Date(Number.parseInt(startTime, 16) * 1000),
    type,
    id,
    user,
  };
}
