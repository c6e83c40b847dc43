import { readFileSync } from 'node:fs';
import type { ParamFact } from '../../facts/facts.ts';

interface PbsFact {
  params: Record<string, ParamFact>;
  permissions: object | null;
}

const facts = JSON.parse(readFileSync(new URL('../../facts/pbs.json', import.meta.url), 'utf8')) as { endpoints: Record<string, PbsFact> };

export function pbsFact(method: string, template: string): PbsFact {
  const fact = facts.endpoints[`${method} ${template}`];
  if (fact === undefined) throw new Error(`no facts for PBS ${method} ${template}: run npm run facts`);
  return fact;
}

export function pbsFactKeys(): string[] {
  return Object.keys(facts.endpoints);
}
