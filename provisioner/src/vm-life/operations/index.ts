import type { VmOperationKind } from '@vigie/contract/vm-operations';
import type { Operation, OrderUndo } from '../ports.ts';
import { createSnapshot } from './create-snapshot.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import { destroy } from './destroy.ts';
import { reboot } from './reboot.ts';
import { recall } from './recall.ts';
import { reset } from './reset.ts';
import { resize } from './resize.ts';
import { retire } from './retire.ts';
import { rollbackSnapshot } from './rollback-snapshot.ts';
import { rotateKey } from './rotate-key.ts';
import { shutdown } from './shutdown.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';

/** Everything that can be done with a delivered machine. A new kind does not compile until it is here. */
export const operationsBy = (undo: OrderUndo): Record<VmOperationKind, Operation> => ({
  start,
  shutdown,
  stop,
  reboot,
  reset,
  resize,
  'create-snapshot': createSnapshot,
  'rollback-snapshot': rollbackSnapshot,
  'delete-snapshot': deleteSnapshot,
  'rotate-key': rotateKey,
  retire,
  recall,
  destroy: destroy(undo),
});
