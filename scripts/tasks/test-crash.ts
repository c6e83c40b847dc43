import { runSteps } from '../checks/run-steps.ts';
import { crashSteps } from '../checks/steps.ts';

await runSteps(crashSteps);
