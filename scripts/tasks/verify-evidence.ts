import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verifyDocument } from '../../provisioner/src/evidence/verify.ts';
import { inRoot } from '../root.ts';

// `npm run verify-evidence -- FILE [--key PEM]`: whether a downloaded restore-test evidence or runbook report is what was signed.
const usage = 'npm run verify-evidence -- FILE [--key PEM]\n  FILE  the JSON file as it was downloaded\n  PEM   the public key that you trust\n';
const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true });
const [file, ...others] = positionals;
if (file === undefined || others.length > 0) fail(usage, 2);

const { version } = JSON.parse(read(inRoot('package.json'))) as { version: string };
const trusted = values.key === undefined ? {} : { trustedKey: read(values.key) };
const { problems, notes, says } = verifyDocument(read(file), { ...trusted, version });
for (const problem of problems) process.stderr.write(`${problem}\n`);
for (const note of notes) process.stderr.write(`Note: ${note}\n`);
if (problems.length > 0) fail('NOT VERIFIED: this file proves nothing.\n', 1);
process.stdout.write(`Verified: the text is what was signed.\n${says.map((line) => `  ${line}\n`).join('')}`);

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return fail(`${(error as Error).message}\n`, 2);
  }
}

function fail(text: string, code: number): never {
  process.stderr.write(text);
  process.exit(code);
}
