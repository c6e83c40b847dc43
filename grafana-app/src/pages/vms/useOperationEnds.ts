import { useEffect, useRef } from 'react';
import type { VmOperation } from '@vigie/contract/vm-operations';
import type { Vm } from '@vigie/contract/vms';
import { toastFailure, toastSuccess } from '../../components/toast';
import { isLive, useReadOperation, useReadVmsAgain } from '../../data/vmOperations';
import { t } from '../../i18n/t';
import { reasonTexts } from '../../texts/stepReason';
import { doneText, operationName } from '../../texts/vmOperation';

/** Tells how each operation ended that was seen under way on these machines, and reads again what it has changed. */
export function useOperationEnds(vms: Vm[] | undefined): void {
  const read = useReadOperation();
  const readAgain = useReadVmsAgain();
  const seen = useRef(new Set<string>());
  useEffect(() => {
    if (vms === undefined) {
      return;
    }
    const live = new Set(vms.flatMap(({ operation }) => operation?.id ?? []));
    const gone = [...seen.current].filter((id) => !live.has(id));
    seen.current = live;
    for (const id of gone) {
      // How it ended is also in the list of what was done: without an answer nothing is lost but the notice.
      read(id).then((operation) => {
        if (!isLive(operation)) {
          tell(operation);
          readAgain();
        }
      }, readAgain);
    }
  }, [vms, read, readAgain]);
}

function tell(operation: VmOperation): void {
  if (operation.state === 'done') {
    toastSuccess(doneText(operation));
  } else {
    toastFailure(
      t('vm-operation.failed', '{{name}}: “{{what}}” failed', { name: operation.vmName, what: operationName(operation) }),
      operation.error && reasonTexts(operation.error),
    );
  }
}
