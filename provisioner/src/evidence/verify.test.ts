import { sign as signBytes, createHash } from 'node:crypto';
import type { SignedDocument } from '@vigie/contract/signed-document';
import { anExecution, aRestoreTest, aSigningKey } from './fixture.ts';
import { executionReport } from './execution.ts';
import { restoreTestEvidence } from './restore-test.ts';
import { verifyDocument } from './verify.ts';

const key = aSigningKey();
const other = aSigningKey();
const version = '0.1.0';
const about = { operator: { name: 'Operator', language: 'fr' as const }, tenantName: 'Acme', vigieVersion: version, language: 'fr' as const };
const evidence = restoreTestEvidence(key, aRestoreTest(), about);
const verify = (document: unknown, trustedKey: string | undefined = key.publicKey) =>
  verifyDocument(typeof document === 'string' ? document : JSON.stringify(document), { version, ...(trustedKey === undefined ? {} : { trustedKey }) });

test('what was signed is verified, and says what it says', () => {
  expect(verify(evidence)).toEqual({
    problems: [],
    notes: [],
    says: [
      'restore test rst_0123456789abcdef of web-01 (VMID 20001, demo) of tenant acme',
      'verdict: passed',
      'backup: pbs:backup/vm/20001/2026-11-21T01:30:00Z',
      `signed at ${evidence.signedAt} by Operator with the key ${key.keyId}`,
    ],
  });
  const report = verify(executionReport(key, anExecution(), about));
  expect(report.problems).toEqual([]);
  expect(report.says[0]).toBe('REHEARSAL exe_0123456789abcdef of the runbook pve-host-lost');
});

test('without a key that is trusted it is said what was not proven', () => {
  const { problems, notes } = verifyDocument(JSON.stringify(evidence), { version });
  expect(problems).toEqual([]);
  expect(notes).toEqual([expect.stringContaining(`Compare the key id ${key.keyId}`)]);
});

/** Signs another text with a key of the forger's own. */
function forged(canonical: string, by = other): SignedDocument {
  const signature = signBytes(null, Buffer.from(canonical), by.privateKey).toString('base64');
  return { ...evidence, canonical, signature, sha256: createHash('sha256').update(canonical).digest('hex'), publicKey: by.publicKey, keyId: by.keyId };
}
const better = evidence.canonical.replace('"rtaSeconds":161', '"rtaSeconds":61');

test.each<[string, unknown, RegExp[]]>([
  ['a changed text', { ...evidence, canonical: better }, [/the file names .*one of them was changed/, /signature does not fit/]],
  ['a changed text with its hash', { ...evidence, canonical: better, sha256: createHash('sha256').update(better).digest('hex') }, [/signature does not fit/]],
  ['a changed signature', { ...evidence, signature: `${evidence.signature.startsWith('A') ? 'B' : 'A'}${evidence.signature.slice(1)}` }, [/signature does not fit/]],
  ['no signature', { ...evidence, signature: '' }, [/signature does not fit/]],
  ['a text signed by somebody else', forged(better), [/not the one that you trust/]],
  ['the key of somebody else', { ...evidence, publicKey: other.publicKey }, [/has the id/, /not the one that you trust/]],
  ['another key id', { ...evidence, keyId: other.keyId }, [/has the id/]],
  ['no key', { ...evidence, publicKey: 'none' }, [/no ed25519 key/]],
  ['another time', { ...evidence, signedAt: '2020-01-01T00:00:00.000Z' }, [/the signed text says/]],
  ['another page', { ...evidence, html: evidence.html.replace('Réussi', 'Échoué') }, [/page \(html\) is not the one/]],
  ['a text with spaces', forged(` ${evidence.canonical}`, key), [/not canonical/]],
  ['a text that is no JSON', forged('{', key), [/not canonical/]],
  ['another algorithm', { ...evidence, algorithm: 'none' }, [/no signed document of Vigie: algorithm/]],
  ['half a file', JSON.stringify(evidence).slice(0, -10), [/no JSON/]],
])('%s is found out', (_, document, expected) => {
  const { problems, says } = verify(document);
  expect(problems).toEqual(expected.map((problem) => expect.stringMatching(problem)));
  if (!/time|page/.test(_)) expect(says).toEqual([]);
});

test('a trusted key that is none is told', () => {
  expect(verify(evidence, 'x').problems).toEqual(['The key that you gave is no ed25519 public key in PEM.']);
});

test('the page of another version is not taken for a forgery, nor for proof', () => {
  const { problems, notes } = verifyDocument(JSON.stringify({ ...evidence, html: '' }), { trustedKey: key.publicKey, version: '0.2.0' });
  expect(problems).toEqual([]);
  expect(notes).toEqual([expect.stringContaining('was not verified: version 0.1.0')]);
});

test('a format of the future is verified but not explained', () => {
  expect(verify(forged('{"format":"vigie-restore-test/2"}', key))).toMatchObject({ problems: [], says: [], notes: [expect.stringContaining('does not know')] });
});
