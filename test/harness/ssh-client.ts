import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The real ssh client as a tenant has it, with the private key in the file `identity` and nothing of this account's own. */
export function sshClient(home: string) {
  return (identity: string, ...args: string[]): Promise<{ code: number | null; out: string; said: string }> => {
    const config = join(home, 'ssh_config');
    writeFileSync(config, `
BatchMode yes
IdentitiesOnly yes
IdentityFile ${join(home, identity)}
StrictHostKeyChecking no
UserKnownHostsFile /dev/null
ExitOnForwardFailure yes
LogLevel INFO
`);
    const child = spawn('ssh', ['-F', config, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, said] = ['', ''];
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (said += text));
    return new Promise((ended) => child.once('close', (code) => ended({ code, out, said })));
  };
}
