import { testWorkflows } from '../harness/properties/test-workflows.ts';
import { vmOperationWorkflows } from '../harness/properties/workflows/vm-operations.ts';

testWorkflows(vmOperationWorkflows);
