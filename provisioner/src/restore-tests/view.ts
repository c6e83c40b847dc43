import type { RestoreTest, RestoreTestPhase, RestoreTestSummary } from '@vigie/contract/restore-tests';
import type { StepReasonCode } from '@vigie/contract/step-reasons';
import type { CheckRow, PhaseRow } from '../store/restore-test-phases.ts';
import type { RestoreTestRow } from '../store/restore-tests.ts';

interface Said {
  code: StepReasonCode | null;
  params: Record<string, string | number> | null;
  message: string | null;
  technical: string | null;
}

/** `technical`: Proxmox's own texts are for the operator only, they name nodes and other internals. */
export function testSummary(row: RestoreTestRow, technical: boolean): RestoreTestSummary {
  return {
    id: row.id,
    vm: row.vm_id,
    vmName: row.vm_name,
    vmid: row.vmid,
    tenant: row.tenant,
    cluster: row.cluster,
    origin: row.origin,
    state: row.state,
    verdict: row.verdict,
    ...reasonView(row, technical),
    backup: row.volume !== null && row.taken_at ? { volume: row.volume, takenAt: row.taken_at.toISOString() } : null,
    rtaSeconds: row.rta_seconds,
    rpaSeconds: row.rpa_seconds,
    rtoSeconds: row.rto_seconds,
    rpoSeconds: row.rpo_seconds,
    requestedBy: row.requested_by,
    createdAt: row.created_at.toISOString(),
    ...(row.started_at && { startedAt: row.started_at.toISOString() }),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
  };
}

export function testView(row: RestoreTestRow, phases: readonly PhaseRow[], checks: readonly CheckRow[], technical: boolean): RestoreTest {
  return {
    ...testSummary(row, technical),
    phases: phases.map((phase) => phaseView(phase, technical)),
    checks: checks.map(({ name, phase, subject, passed, expected, seen }) => ({ name, phase, ...(subject !== null && { subject }), passed, expected, seen })),
    leftovers: row.leftovers,
    ...(row.evidence && { evidence: { sha256: row.evidence.sha256, signedAt: row.evidence.signedAt } }),
  };
}

function phaseView(row: PhaseRow, technical: boolean): RestoreTestPhase {
  return {
    name: row.name,
    state: row.state,
    ...(row.started_at && { startedAt: row.started_at.toISOString() }),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
    ...reasonView(row, technical),
  };
}

function reasonView({ code, params, message, technical: text }: Said, technical: boolean): Pick<RestoreTestSummary, 'reason'> {
  if (code === null || message === null) return {};
  return { reason: { code, params: params ?? {}, message, ...(technical && text !== null && { technical: text }) } };
}
