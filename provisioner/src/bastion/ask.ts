import { createHash } from 'node:crypto';
import type { BastionConfig } from '@vigie/config/bastion';
import { because } from '@vigie/contract/step-reasons';
import ssh2, { type ClientErrorExtensions } from 'ssh2';
import { StepFailure, StepRetry } from '../steps/failure.ts';

/** The server with the only host key that is trusted, and our key there. */
export type Login = Pick<BastionConfig, 'host' | 'port' | 'user' | 'hostKey'> & { privateKey: string };

const timeoutMs = 15_000;

/** What vigie-bastion's answer may hold at most, with room. */
const mostBytes = 2 * 1024 * 1024;

/**
 * Logs in, has the bastion's forced command take `command` with `input`, and answers what it wrote. Throws a StepRetry while the bastion
 * is away, a StepFailure when it refuses us or the command, or has another host key. The login is never tried at a stranger.
 */
export function askBastion({ host, port, user, hostKey, privateKey }: Login, command: string, input = ''): Promise<string> {
  const client = new ssh2.Client();
  let seen = hostKey;
  let patience: NodeJS.Timeout | undefined;
  const answer = new Promise<string>((resolve, reject) => {
    const refused = (cause: Error) => reject(new StepFailure(because('bastion-refused', { host }), { cause }));
    const interrupted = (cause: Error) => reject(new StepRetry(because('bastion-interrupted', { host }), { cause }));
    client.on('error', (error) => reject(seen === hostKey ? connectionError(error, { host, user }) : keyChanged(host, seen, error)));
    client.on('close', () => interrupted(new Error('the connection was closed')));
    client.on('ready', () => {
      client.exec(command, (error, channel) => {
        if (error) return refused(error);
        patience = setTimeout(() => interrupted(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
        const out: Buffer[] = [];
        let bytes = 0;
        let said = '';
        channel.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > mostBytes) refused(new Error('the answer is too long'));
          else out.push(chunk);
        });
        channel.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(0, 500)));
        channel.on('close', (code: number | null | undefined) => {
          if (code === 0) resolve(Buffer.concat(out).toString());
          else if (typeof code === 'number') refused(new Error(`exit code ${code}: ${said.trim()}`));
          else interrupted(new Error(`ended without an exit code: ${said.trim()}`));
        });
        channel.end(input);
      });
    });
    client.connect({
      host, port, username: user, privateKey,
      authHandler: ['publickey'],
      readyTimeout: timeoutMs,
      hostVerifier: (key: Buffer) => (seen = fingerprintOf(key)) === hostKey,
    });
  });
  return answer.finally(() => {
    clearTimeout(patience);
    client.destroy();
  });
}

/** As `ssh-keygen -l` prints it. */
const fingerprintOf = (key: Buffer): string => `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

const keyChanged = (host: string, seen: string, cause: Error) => new StepFailure(because('bastion-key-changed', { host, seen }), { cause });

function connectionError(error: Error & ClientErrorExtensions, { host, user }: { host: string; user: string }): Error {
  return error.level === 'client-authentication'
    ? new StepFailure(because('bastion-login-refused', { host, user }), { cause: error })
    : new StepRetry(because('bastion-unreachable', { host }), { cause: error });
}
