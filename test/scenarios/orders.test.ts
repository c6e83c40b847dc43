import { testWorkflows } from '../harness/properties/test-workflows.ts';
import { orderWorkflows } from '../harness/properties/workflows/orders.ts';

testWorkflows(orderWorkflows);
