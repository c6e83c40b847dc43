import { reasonText } from '@vigie/contract/reason-text';
import type { Language } from '@vigie/contract/primitives';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import type { SignedDocument } from '@vigie/contract/signed-document';
import { deviationWords, stateText } from './deviation-words.ts';
import { restoreTestPage } from './restore-test-page.ts';
import type { RestoreTestDocument } from './restore-test-document.ts';
import { phaseStateWords } from './restore-test-words.ts';
import { secondsBetween } from './seconds-between.ts';
import { sign } from './sign.ts';
import type { SigningKey } from './signing-key.ts';

export interface RestoreTestAbout {
  operator: { name: string; language: Language };
  tenantName: string;
  vigieVersion: string;
}

/** The evidence of a restore test whose verdict stands. The phase that makes the evidence is not in it. */
export function restoreTestEvidence(key: SigningKey, test: RestoreTest, about: RestoreTestAbout, signedAt = new Date()): SignedDocument {
  const phases = test.phases.filter(({ name }) => name !== 'evidence');
  const document: RestoreTestDocument = {
    format: 'vigie-restore-test/1',
    signedAt: signedAt.toISOString(),
    keyId: key.keyId,
    language: about.operator.language,
    software: { name: 'Vigie', version: about.vigieVersion },
    operator: about.operator.name,
    test: {
      id: test.id,
      origin: test.origin,
      requestedBy: test.requestedBy,
      createdAt: test.createdAt,
      startedAt: test.startedAt ?? null,
      endedAt: test.endedAt ?? null,
    },
    tenant: { id: test.tenant, name: about.tenantName },
    machine: { id: test.vm, name: test.vmName, cluster: test.cluster, vmid: test.vmid },
    backup: test.backup,
    verdict: test.verdict,
    reason: test.reason ?? null,
    objectives: { rtoSeconds: test.rtoSeconds, rpoSeconds: test.rpoSeconds },
    measured: { rtaSeconds: test.rtaSeconds, rpaSeconds: test.rpaSeconds },
    phases: phases.map((phase) => ({ ...phase, seconds: secondsBetween(phase.startedAt, phase.endedAt) })),
    checks: test.checks,
    deviations: deviationsOf(test, about.operator.language),
    leftovers: test.leftovers,
  };
  return sign(key, document, restoreTestPage);
}

/** For people, in their language. What was not done counts as much as what failed: it is not proven. */
function deviationsOf(test: RestoreTest, language: Language): RestoreTestDocument['deviations'] {
  const phases = test.phases
    .filter(({ name, state }) => name !== 'evidence' && state !== 'passed')
    .map(({ name, state, reason }) => ({ of: 'phase' as const, name, text: stateText(phaseStateWords[state], language, reason ? [reasonText(reason, language)] : []) }));
  const checks = test.checks
    .filter(({ passed }) => !passed)
    .map(({ name, subject, expected, seen }) => ({
      of: 'check' as const, name: subject === undefined ? name : `${name} ${subject}`, text: deviationWords.check[language](expected, seen),
    }));
  const missed = (name: string, actual: number | null, objective: number) =>
    actual !== null && actual > objective ? [{ of: 'objective' as const, name, text: deviationWords.objective[language](actual, objective) }] : [];
  const left = (test.leftovers ?? []).map((name) => ({ of: 'leftover' as const, name, text: deviationWords.leftover[language] }));
  return [
    ...phases, ...checks,
    ...missed('RTO', test.rtaSeconds, test.rtoSeconds), ...missed('RPO', test.rpaSeconds, test.rpoSeconds),
    ...left,
  ];
}
