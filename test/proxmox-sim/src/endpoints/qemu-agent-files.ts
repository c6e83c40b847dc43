import { die } from '../http/api-error.ts';
import { flag, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { askAgent } from '../model/agent.ts';
import { fileOf, readGuestFile } from '../model/contents.ts';

const base = '/nodes/{node}/qemu/{vmid}/agent';

export const qemuAgentFileEndpoints: Endpoint[] = [
  { method: 'GET', template: `${base}/file-read`, handle: readFile },
  { method: 'POST', template: `${base}/file-write`, handle: writeFile },
];

const largest = 16 * 1024 ** 2;

async function readFile(call: Call): Promise<unknown> {
  const { guest } = await askAgent(call);
  const path = text(call, 'file');
  const file = readGuestFile(guest, path) ?? missing(path, 'rb');
  const offset = Number(call.params['offset'] ?? 0);
  const count = Number(call.params['count'] ?? largest);
  const whole = Buffer.from(file.content, 'utf8');
  const part = whole.subarray(offset, offset + count);
  return {
    content: flag(call, 'decode', true) ? part.toString('latin1') : part.toString('base64'),
    'bytes-read': part.length,
    ...(offset + count < whole.length ? { truncated: 1 } : {}),
  };
}

async function writeFile(call: Call): Promise<null> {
  const { guest } = await askAgent(call);
  const path = text(call, 'file');
  const folders = ['/tmp', '/etc', '/root', '/var', '/opt', '/home', '/srv', '/mnt', '/usr'];
  if (!folders.some((folder) => path.startsWith(`${folder}/`))) missing(path, 'wb');
  const content = text(call, 'content');
  guest.contents.files[path] = fileOf(flag(call, 'encode', true) ? content : Buffer.from(content, 'base64').toString('utf8'));
  return null;
}

function missing(path: string, mode: string): never {
  die(`Agent error: failed to open file '${path}' (mode: '${mode}'): No such file or directory`);
}
