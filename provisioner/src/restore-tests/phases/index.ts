import { agent } from './agent.ts';
import { cleanup } from './cleanup.ts';
import { data } from './data.ts';
import { evidence } from './evidence.ts';
import { identity } from './identity.ts';
import { inspect } from './inspect.ts';
import { objectives } from './objectives.ts';
import type { Phase } from './phase.ts';
import { preflight } from './preflight.ts';
import { reserve } from './reserve.ts';
import { restore } from './restore.ts';
import { select } from './select.ts';
import { service } from './service.ts';
import { start } from './start.ts';

/** Every phase in its order. Those of `decidingPhases` make the verdict; the others run in any case. */
export const decidingPhases: readonly Phase[] = [
  select, preflight, reserve, restore, inspect, start, agent, identity, data, service, objectives,
];
export const closingPhases: readonly Phase[] = [cleanup, evidence];
