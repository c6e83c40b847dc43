import type { VigieConfig } from '@vigie/config/schema';
import type { ClusterConnection } from '../../../provisioner/src/cluster-connection.ts';
import type { Runs } from '../../../provisioner/src/engine/runs.ts';
import { executionReport } from '../../../provisioner/src/evidence/execution.ts';
import type { SigningKey } from '../../../provisioner/src/evidence/signing-key.ts';
import { actions } from '../../../provisioner/src/pra/actions/index.ts';
import { backupPoints } from '../../../provisioner/src/pra/backup-points.ts';
import { executionRuns } from '../../../provisioner/src/pra/execution-runs.ts';
import { guides } from '../../../provisioner/src/pra/guides/index.ts';
import { readScenarios, scenarioFolder } from '../../../provisioner/src/pra/scenarios.ts';
import { recoveryPorts } from '../../../provisioner/src/recovery-ports.ts';
import { rehearsalTests } from '../../../provisioner/src/restore-tests/rehearsal-tests.ts';
import type { RunbookServices } from '../../../provisioner/src/services.ts';
import { runbookService } from '../../../provisioner/src/services/runbooks.ts';
import type { Database } from '../../../provisioner/src/store/database.ts';

/** The work of the engine, and what people ask for. */
interface Recoveries {
  readonly runs: Runs;
  readonly runbooks: RunbookServices;
}

const scenarios = readScenarios(scenarioFolder, { actions, guides });

/** Executions of runbooks in one life. */
export function recoveries(
  { config, db, clusters, key }: { config: VigieConfig; db: Database; clusters: readonly ClusterConnection[]; key: SigningKey },
): Recoveries {
  const ports = recoveryPorts({ config, db, clusters, backupsOf: backupPoints, restoreTests: rehearsalTests({ config, db }) });
  return {
    runs: executionRuns({ db, ports, actions, guides }),
    runbooks: runbookService({
      db, scenarios, guides, ports,
      // What must go on is found in the store, and a run that waits for people looks when they have acted.
      engine: { begin: () => Promise.resolve(), wake: () => Promise.resolve() },
      readiness: () => Promise.reject(new Error('nobody asks for it')),
      sign: (execution, language) => executionReport(key, execution, { operator: config.operator, vigieVersion: 'test', language }),
    }),
  };
}
