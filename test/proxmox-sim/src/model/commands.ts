import { now } from '../simulator.ts';
import type { GuestFile } from '../state/guest-contents.ts';
import type { Guest } from '../state/world.ts';
import { hostnameOf, listens, readGuestFile } from './contents.ts';
import { dpkgQuery, rpm } from './packages.ts';
import type { Program, Result } from './program.ts';
import { journalctl, settleUnits, systemctl, systemdRun } from './units.ts';

/** The programs that every guest has, as far as checks from inside need them. */
const programs: Record<string, Program> = {
  true: () => ({}),
  false: () => ({ exitcode: 1 }),
  echo: (_, args) => ({ out: `${args.join(' ')}\n` }),
  sleep: (_, [seconds]) => ({ milliseconds: Number(seconds) * 1000 }),
  date: (_, [format]) => ({ out: format === '+%s' ? `${now()}\n` : `${new Date(now() * 1000).toUTCString()}\n` }),
  hostname: (guest) => ({ out: `${hostnameOf(guest.contents, guest.running?.config ?? guest.config)}\n` }),
  cat: (guest, args, input) => (args.length === 0 ? { out: input } : eachFile(guest, 'cat', args, (_, file) => file.content)),
  sha256sum: (guest, args) => eachFile(guest, 'sha256sum', args, (path, file) => `${file.sha256}  ${path}\n`),
  stat,
  test: (guest, [option, path = '']) => ({ exitcode: /^-[efrs]$/.test(option ?? '') && readGuestFile(guest, path) !== null ? 0 : 1 }),
  systemctl,
  'systemd-run': systemdRun,
  journalctl,
  'dpkg-query': dpkgQuery,
  rpm,
  ss: (guest) => ({ out: listening(guest) }),
  nc: (guest, args) => ({ exitcode: listens(guest, Number(args.at(-1))) ? 0 : 1 }),
  sh: shell,
  bash: shell,
};

/** null: there is no such program. A command that the control endpoint has set wins, by its whole text or its program. */
export function runCommand(guest: Guest, argv: readonly string[], input: string): Result | null {
  settleUnits(guest);
  const [path = '', ...args] = argv;
  const set = guest.contents.commands[argv.join(' ')] ?? guest.contents.commands[path];
  if (set !== undefined) return set;
  const program = programs[/^(?:\/usr)?(?:\/s?bin\/)?([a-z0-9-]+)$/.exec(path)?.[1] ?? ''];
  return program === undefined ? null : { exitcode: 0, out: '', err: '', milliseconds: 0, ...program(guest, args, input) };
}

function eachFile(
  guest: Guest,
  program: string,
  paths: readonly string[],
  line: (path: string, file: GuestFile) => string,
): Partial<Result> {
  const result = { exitcode: 0, out: '', err: '' };
  for (const path of paths.filter((item) => !item.startsWith('-'))) {
    const file = readGuestFile(guest, path);
    if (file !== null) result.out += line(path, file);
    else {
      result.exitcode = 1;
      result.err += `${program}: ${path}: No such file or directory\n`;
    }
  }
  return result;
}

/** `stat -c FORMAT FILE` with %Y (mtime), %s (bytes) and %n (name). */
function stat(guest: Guest, args: readonly string[]): Partial<Result> {
  const at = args.indexOf('-c');
  const format = args[at + 1];
  if (at === -1 || format === undefined) return { exitcode: 1, err: 'stat: only -c is simulated\n' };
  const filled = (path: string, file: GuestFile): string =>
    format
      .replaceAll('%Y', String(file.mtime))
      .replaceAll('%s', String(Buffer.byteLength(file.content)))
      .replaceAll('%n', path);
  return eachFile(guest, 'stat', args.toSpliced(at, 2), (path, file) => `${filled(path, file)}\n`);
}

/** As `ss -Hltn` prints it. */
function listening(guest: Guest): string {
  return guest.contents.services
    .filter((service) => service.active)
    .map(({ port }) => `LISTEN 0      4096         0.0.0.0:${port}      0.0.0.0:*\n`)
    .join('');
}

/** Commands separated by `;`, with `>&2` and `exit N`; no variables, pipes or conditions. */
function shell(guest: Guest, [option, script = '']: readonly string[]): Partial<Result> {
  const total = { exitcode: 0, out: '', err: '', milliseconds: 0 };
  if (option !== '-c') return { exitcode: 127, err: 'sh: only -c is simulated\n' };
  for (const part of script.split(';').map((item) => item.trim())) {
    const exit = /^exit (\d+)$/.exec(part);
    if (exit !== null) return { ...total, exitcode: Number(exit[1]) };
    const toErr = part.endsWith('>&2');
    const argv = part.replace(/\s*>&2$/, '').split(/\s+/);
    const result = runCommand(guest, argv, '') ?? { exitcode: 127, out: '', err: `sh: ${argv[0] ?? ''}: not found\n`, milliseconds: 0 };
    total.exitcode = result.exitcode;
    total.out += toErr ? '' : result.out;
    total.err += toErr ? result.out + result.err : result.err;
    total.milliseconds += result.milliseconds;
  }
  return total;
}
