import { createHash, createPublicKey, verify as verifyBytes, type KeyObject } from 'node:crypto';
import { signedDocument, type SignedDocument } from '@vigie/contract/signed-document';
import { canonicalJson } from '../canonical-json.ts';
import { executionDocument } from './execution-document.ts';
import { executionPage } from './execution-page.ts';
import { restoreTestDocument } from './restore-test-document.ts';
import { restoreTestPage } from './restore-test-page.ts';
import type { Proof } from './sign.ts';
import { keyIdOf } from './signing-key.ts';

/** `problems` in words; the document proves nothing unless there is none. `says` is what the signed text says, one fact a line. */
export interface Verification {
  problems: string[];
  notes: string[];
  says: string[];
}

/**
 * Verifies the text of a file as Vigie gives it for download. `trustedKey` is a public key in PEM that came on another way; without it,
 * the key in the file is taken at its word. `version` is the Vigie that verifies: it can make the page again only of its own documents.
 */
export function verifyDocument(file: string, { trustedKey, version }: { trustedKey?: string; version: string }): Verification {
  const document = documentOf(file);
  if (typeof document === 'string') return { problems: [document], notes: [], says: [] };
  const problems: string[] = [];
  const notes: string[] = [];
  const hash = createHash('sha256').update(document.canonical).digest('hex');
  if (hash !== document.sha256) problems.push(`The signed text has the SHA-256 ${hash}, but the file names ${document.sha256}: one of them was changed.`);

  const key = publicKey(document.publicKey);
  if (!key) return { problems: [...problems, 'The public key in the file is no ed25519 key in PEM.'], notes, says: [] };
  const keyId = keyIdOf(key);
  if (keyId !== document.keyId) problems.push(`The key in the file has the id ${keyId}, but the file names ${document.keyId}.`);
  problems.push(...signatureProblems(document, key, trustedKey));
  if (trustedKey === undefined) {
    notes.push(`Nothing was compared with a key that you trust. Compare the key id ${keyId} with the one that the operator gave you, or pass --key.`);
  }
  if (problems.length > 0) return { problems, notes, says: [] };
  return contentOf(document, { notes, version });
}

function documentOf(file: string): SignedDocument | string {
  const read = readJson(file);
  if (!read) return 'The file is no JSON.';
  const parsed = signedDocument.safeParse(read.value);
  if (parsed.success) return parsed.data;
  return `The file is no signed document of Vigie: ${parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('; ')}`;
}

function readJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function signatureProblems(document: SignedDocument, key: KeyObject, trustedKey: string | undefined): string[] {
  const trusted = trustedKey === undefined ? key : publicKey(trustedKey);
  if (!trusted) return ['The key that you gave is no ed25519 public key in PEM.'];
  if (keyIdOf(trusted) !== keyIdOf(key)) {
    return [`The document names the key ${keyIdOf(key)}, not the one that you trust (${keyIdOf(trusted)}): somebody else signed it, or the key was changed.`];
  }
  const fits = verifyBytes(null, Buffer.from(document.canonical), trusted, Buffer.from(document.signature, 'base64'));
  return fits ? [] : ['The signature does not fit the text: the text or the signature was changed after it was signed.'];
}

function publicKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

/** The text is the signer's. What else is in the file must say the same. */
function contentOf(file: SignedDocument, { notes, version }: { notes: string[]; version: string }): Verification {
  const json = readJson(file.canonical);
  if (!json || canonicalJson(json.value) !== file.canonical) {
    return { problems: ['The signed text is not canonical JSON: readers may understand it differently.'], notes, says: [] };
  }
  const read = readDocument(json.value);
  if (!read) return { problems: [], notes: [...notes, 'The signature is right, but the text is of a format that this version of Vigie does not know.'], says: [] };
  const problems: string[] = [];
  if (read.head.signedAt !== file.signedAt) problems.push(`The file says that it was signed at ${file.signedAt}, the signed text says ${read.head.signedAt}.`);
  if (read.head.keyId !== file.keyId) problems.push('The signed text names another key than the file.');
  if (read.page(file) !== file.html) {
    const changed = 'The page (html) is not the one that Vigie makes of the signed text: do not rely on it, read the text.';
    if (read.head.software.version === version) problems.push(changed);
    else notes.push(`The page (html) was not verified: version ${read.head.software.version} of Vigie made it, and this is ${version}. What counts is the signed text.`);
  }
  return { problems, notes, says: read.says };
}

function readDocument(value: unknown) {
  const test = restoreTestDocument.safeParse(value);
  if (test.success) {
    const { verdict, reason, machine, tenant, backup, test: { id }, signedAt, operator, keyId } = test.data;
    return {
      head: test.data,
      page: (proof: Proof) => restoreTestPage(test.data, proof),
      says: [
        `restore test ${id} of ${machine.name} (VMID ${machine.vmid}, ${machine.cluster}) of tenant ${tenant.id}`,
        `verdict: ${verdict ?? 'none, it was stopped'}${reason ? ` (${reason.message})` : ''}`,
        `backup: ${backup?.volume ?? 'none'}`,
        `signed at ${signedAt} by ${operator} with the key ${keyId}`,
      ],
    };
  }
  const run = executionDocument.safeParse(value);
  if (!run.success) return null;
  const { execution, rehearsal, signedAt, operator, keyId } = run.data;
  return {
    head: run.data,
    page: (proof: Proof) => executionPage(run.data, proof),
    says: [
      `${rehearsal ? 'REHEARSAL' : 'execution'} ${execution.id} of the runbook ${execution.runbook}`,
      `state: ${execution.state}, started by ${execution.startedBy} at ${execution.startedAt}`,
      `signed at ${signedAt} by ${operator} with the key ${keyId}`,
    ],
  };
}
