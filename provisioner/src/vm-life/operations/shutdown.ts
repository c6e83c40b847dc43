import type { Operation } from '../ports.ts';
import { ensureShutDown } from '../power.ts';

export const shutdown: Operation = { steps: [{ name: 'shutdown', run: ensureShutDown }] };
