import { runSteps } from '../checks/run-steps.ts';
import { e2eSteps } from '../checks/steps.ts';

await runSteps(e2eSteps);
