import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../root.ts';
import { generators } from './generators.ts';
import type { Step } from './step.ts';

/** Writes every generated file that is not as its generator would write it: `npm run generate`. */
export async function writeGenerated(): Promise<void> {
  for (const { file, text } of await stale()) {
    writeFileSync(inRoot(file), text);
    process.stderr.write(`wrote ${file}\n`);
  }
}

/** Fails when a committed generated file is not what its generator writes now. */
export const generatedFiles: Step = {
  name: 'Generated files are fresh',
  async run() {
    const old = await stale();
    for (const { file } of old) process.stderr.write(`${file} is stale: npm run generate\n`);
    return { passed: generators.length - old.length, failed: old.length };
  },
};

async function stale(): Promise<{ file: string; text: string }[]> {
  const rendered = await Promise.all(generators.map(async ({ file, render }) => ({ file, text: await render() })));
  return rendered.filter(({ file, text }) => !existsSync(inRoot(file)) || readFileSync(inRoot(file), 'utf8') !== text);
}
