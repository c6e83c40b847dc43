// `npm run facts -- PVE_SCHEMA.json PBS_SCHEMA.json`: what the simulator knows of each endpoint, cut anew from the official API schemas.
import { spawnSync } from 'node:child_process';
import { inRoot } from '../root.ts';

const schemas = ['pve-9.2-api-schema.json', 'pbs-api-schema.json'].map((name) => inRoot('..', 'shared', 'data', name));
const given = process.argv.slice(2);
const program = inRoot('test', 'proxmox-sim', 'src', 'facts', 'main.ts');
const { status } = spawnSync(process.execPath, [program, ...(given.length > 0 ? given : schemas)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
