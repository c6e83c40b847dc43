import type { LoadedConfig } from '@vigie/config/load';
import { readSecret } from '@vigie/config/secret';
import ssh2 from 'ssh2';
import type { BastionPort } from '../steps/ports.ts';
import { askBastion } from './ask.ts';
import { jumpOf } from './jump.ts';

/** The bastion of vigie.yaml; null when it has none. Throws when its key cannot be read or used. */
export function createBastion({ config: { bastion }, baseDir }: LoadedConfig): BastionPort | null {
  if (!bastion) return null;
  const privateKey = readSecret(bastion.key, baseDir);
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error || !parsed.isPrivateKey()) throw new Error('the key in bastion.key is not an SSH private key without a passphrase');
  const ask = (command: string, input?: string) => askBastion({ ...bastion, privateKey }, command, input);
  return {
    jump: jumpOf(bastion),
    tenants: async () => linesIn(await ask('list')),
    linesOf: async (tenant) => linesIn(await ask(`get ${tenant}`)),
    async replaceLines(tenant, lines) {
      if (lines.length === 0) await ask(`remove ${tenant}`);
      else await ask(`put ${tenant} ${lines.length}`, lines.map((line) => `${line}\n`).join(''));
    },
  };
}

const linesIn = (answer: string): string[] => answer.split('\n').filter((line) => line !== '');
