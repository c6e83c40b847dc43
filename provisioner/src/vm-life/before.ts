import { powerBefore } from '../store/power-before.ts';
import { noteOperationFacts } from '../store/vm-operation-progress.ts';
import { hasDeletionTag, isOn } from './mark.ts';
import type { OwnMachine } from './own-machine.ts';
import type { OperationWork } from './ports.ts';

/**
 * Notes how the machine is before an operation stops it. One that failed before may have stopped it already: then it is as it was before
 * that one, until somebody has done something else with it.
 */
export async function rememberBefore({ parts, operation }: OperationWork, { running, config }: OwnMachine): Promise<void> {
  const earlier = await powerBefore(parts.db, operation);
  await noteOperationFacts(parts.db, operation.id, {
    running: running || earlier?.running === true,
    // That it no longer starts with its node is ours as long as it carries our mark.
    onboot: isOn(config.onboot) || (earlier?.onboot === true && hasDeletionTag(config)),
  });
}
