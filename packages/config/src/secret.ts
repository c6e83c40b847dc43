import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/** A secret is named, never written into the file: `{file: path}` (relative to vigie.yaml) or `{env: NAME}`. */
export const secretRef = z.union([z.strictObject({ file: z.string().min(1) }), z.strictObject({ env: z.string().min(1) })], {
  error: 'give a secret as {file: path} or {env: NAME}, not as text',
});
export type SecretRef = z.infer<typeof secretRef>;

/**
 * The secret's text without a trailing line end.
 * Throws an error that names the source (never the content) when it is missing or empty.
 */
export function readSecret(ref: SecretRef, baseDir: string): string {
  const [from, text] = 'file' in ref ? [`file ${ref.file}`, readFile(resolve(baseDir, ref.file))] : [`variable ${ref.env}`, process.env[ref.env]];
  const value = text?.trimEnd();
  if (!value) throw new Error(`the secret in ${from} is missing or empty`);
  return value;
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
