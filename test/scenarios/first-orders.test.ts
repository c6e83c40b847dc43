import { testWorkflows } from '../harness/properties/test-workflows.ts';
import { firstOrders } from '../harness/properties/workflows/orders.ts';

testWorkflows(firstOrders);
