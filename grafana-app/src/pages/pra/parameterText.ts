import type { ExecutionSummary } from '@vigie/contract/executions';

/** What an execution is about: "web-01", "demo/pve1". */
export const parameterText = (parameters: ExecutionSummary['parameters']): string => parameters.map(({ label }) => label).join(', ');
