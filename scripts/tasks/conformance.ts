// The simulator against the recordings of a real cluster. The report is on stdout; exit status 1 when a difference is not explained.
import { spawnSync } from 'node:child_process';
import { inRoot } from '../root.ts';

const { status } = spawnSync(process.execPath, [inRoot('test', 'proxmox-sim', 'src', 'conformance', 'main.ts')], { stdio: 'inherit' });
process.exitCode = status ?? 1;
