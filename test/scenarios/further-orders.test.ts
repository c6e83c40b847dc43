import { testWorkflows } from '../harness/properties/test-workflows.ts';
import { furtherOrders } from '../harness/properties/workflows/orders.ts';

testWorkflows(furtherOrders);
