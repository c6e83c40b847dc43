import { testWorkflows } from '../harness/properties/test-workflows.ts';
import { backupWorkflow, restoreTestWorkflow } from '../harness/properties/workflows/proof.ts';

testWorkflows([backupWorkflow, restoreTestWorkflow]);
