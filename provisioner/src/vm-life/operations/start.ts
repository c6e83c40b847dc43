import type { Operation } from '../ports.ts';
import { ensureStarted } from '../power.ts';

export const start: Operation = { steps: [{ name: 'start', run: ensureStarted }] };
