import { existsSync, readFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';
import { inRoot } from '../root.ts';

// Where nothing is allocated nothing is to be collected, and memory that is not shared needs no checks of its bounds but WebAssembly's own.
const options = ['-O3', '--noAssert', '--runtime', 'stub', '--initialMemory', '1', '--outFile', 'out.wasm'];

/** A module of AssemblyScript, compiled, as the text of a module that exports its code as `name`, in base64. */
export async function assembled(file: string, name: string): Promise<string> {
  let code = new Uint8Array();
  const { error, stderr } = await asc.main([file, ...options], {
    // The compiler asks also for files that might be there.
    readFile: (path) => (existsSync(inRoot(path)) ? readFileSync(inRoot(path), 'utf8') : null),
    writeFile: (_path, contents) => {
      if (typeof contents !== 'string') code = Uint8Array.from(contents);
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${file} does not compile:\n${stderr.toString()}`);
  const lines = Buffer.from(code).toString('base64').match(/.{1,120}/g) ?? [];
  return `// Generated from ${file} by \`npm run generate\`. Do not edit.
/** WebAssembly, in base64. */
export const ${name} = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
}
