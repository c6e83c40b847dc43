import { testWorkflows } from '../harness/properties/test-workflows.ts';
import { recoveryWorkflows } from '../harness/properties/workflows/recoveries.ts';

testWorkflows(recoveryWorkflows);
