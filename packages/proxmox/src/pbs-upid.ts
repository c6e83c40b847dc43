/** The parts of a task's id on a backup server: one number more than in Proxmox VE's, and `id` is escaped as systemd does. */
export interface PbsUpid {
  node: string;
  pid: number;
  pstart: number;
  taskId: number;
  startTime: Date;
  type: string;
  /** What it is about, read back: `main:demo/vm/100`. Slashes come as dashes and stay so. */
  id: string;
  user: string;
}

const shape =
  /^UPID:([a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?):([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8,9}):([0-9A-Fa-f]{8,16}):([0-9A-Fa-f]{8}):([^:\s]+):([^:\s]*):([^:\s]+):$/;

/** Throws a TypeError when `text` is not one, so that a call that answered something else is never polled. */
export function parsePbsUpid(text: string): PbsUpid {
  const match = shape.exec(text);
  if (match === null) throw new TypeError(`not a UPID of a backup server: ${JSON.stringify(String(text).slice(0, 120))}`);
  const [node = '', pid = '', pstart = '', taskId = '', startTime = '', type = '', id = '', user = ''] = match.slice(1);
  return {
    node,
    pid: Number.parseInt(pid, 16),
    pstart: Number.parseInt(pstart, 16),
    taskId: Number.parseInt(taskId, 16),
    startTime: new Date(Number.parseInt(startTime, 16) * 1000),
    type,
    id: unescape(id),
    user,
  };
}

/** `\x3a` -> `:` */
function unescape(text: string): string {
  const bytes = text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
