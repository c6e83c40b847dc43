import type { Operation } from '../ports.ts';
import { ensureStopped } from '../power.ts';

export const stop: Operation = { steps: [{ name: 'stop', run: ensureStopped }] };
