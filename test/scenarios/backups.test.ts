import { testWorkflows } from '../harness/properties/test-workflows.ts';
import { backupWorkflow } from '../harness/properties/workflows/backup.ts';
import { restoreTestWorkflow } from '../harness/properties/workflows/restore-test.ts';

testWorkflows([backupWorkflow, restoreTestWorkflow]);
