import { testWorkflows } from '../harness/properties/test-workflows.ts';
import { backupWorkflow } from '../harness/properties/workflows/backup.ts';

testWorkflows([backupWorkflow]);
