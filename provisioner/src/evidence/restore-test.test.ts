import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signedDocument, type SignedDocument } from '@vigie/contract/signed-document';
import { reasonText } from '@vigie/contract/reason-text';
import { because } from '@vigie/contract/step-reasons';
import { aRestoreTest, aSigningKey } from './fixture.ts';
import { restoreTestDocument } from './restore-test-document.ts';
import { restoreTestEvidence } from './restore-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-evidence-'));
const key = aSigningKey();
afterAll(() => rmSync(folder, { recursive: true }));

const about = (language: 'en' | 'fr' = 'en') => ({ operator: { name: 'Operator', language }, tenantName: 'Acme', vigieVersion: '0.1.0' });
const documentOf = ({ canonical }: SignedDocument) => restoreTestDocument.parse(JSON.parse(canonical));

/** What the page has beyond elements and attributes that neither load nor run anything. */
const outsideOf = (page: string): string[] => {
  const inert = new Set('html head meta title style body main header h1 h2 p strong section table thead tbody tr th td code pre span small ul li'.split(' '));
  const attributes = new Set(['lang', 'charset', 'name', 'content', 'http-equiv', 'class', 'scope']);
  const styles = [...page.matchAll(/<style>(.*?)<\/style>/gs)].flatMap(([, style]) => style!.match(/url\(|@import/gi) ?? []);
  const tags = [...page.replace('<!doctype html>', '').matchAll(/<\/?([^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/g)].flatMap(([, name, rest]) => [
    ...(inert.has(name!) ? [] : [name!]),
    ...[...rest!.matchAll(/([^\s=/"']+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?/g)].filter(([, attribute]) => !attributes.has(attribute!))
      .map(([, attribute]) => `${name!} ${attribute!}`),
  ]);
  return [...tags, ...styles];
};

const failed = aRestoreTest({
  verdict: 'failed',
  reason: because('canary-missing'),
  rtaSeconds: 1_000,
  phases: [
    { name: 'restore', state: 'passed' },
    { name: 'data', state: 'failed', reason: { ...because('canary-missing'), technical: 'exit 1' } },
    { name: 'service', state: 'skipped', reason: because('earlier-phase-failed', { phase: 'data' }) },
    { name: 'evidence', state: 'running' },
  ],
  checks: [{ name: 'canary', phase: 'data', passed: false, expected: 'sha256 ab12', seen: 'no file' }],
  leftovers: ['VM 30001'],
});

test('holds what an auditor asks for, and is what the contract says', () => {
  const evidence = restoreTestEvidence(key, aRestoreTest(), about(), new Date('2026-11-21T03:35:02.000Z'));
  expect(signedDocument.parse(evidence)).toEqual(evidence);
  expect(evidence.signedAt).toBe('2026-11-21T03:35:02.000Z');
  const document = documentOf(evidence);
  expect(document).toMatchObject({
    format: 'vigie-restore-test/1',
    keyId: key.keyId,
    software: { name: 'Vigie', version: '0.1.0' },
    operator: 'Operator',
    tenant: { id: 'acme', name: 'Acme' },
    machine: { name: 'web-01', cluster: 'demo', vmid: 20001 },
    backup: { volume: 'pbs:backup/vm/20001/2026-11-21T01:30:00Z' },
    verdict: 'passed',
    objectives: { rtoSeconds: 900, rpoSeconds: 93_600 },
    measured: { rtaSeconds: 161, rpaSeconds: 7_200 },
    deviations: [],
    leftovers: [],
  });
  expect(document.phases.map(({ name, seconds }) => [name, seconds])).toEqual([['select', 40.5], ['restore', 40.5], ['data', 40.5], ['cleanup', 40.5]]);
});

test('names every deviation: what failed, what was not done, a missed objective, what is left', () => {
  expect(documentOf(restoreTestEvidence(key, failed, about())).deviations).toEqual([
    { of: 'phase', name: 'data', text: expect.stringMatching(/^failed: The canary .* data is missing\.$/) },
    { of: 'phase', name: 'service', text: 'skipped: Not done, because data failed.' },
    { of: 'check', name: 'canary', text: 'expected sha256 ab12, seen no file' },
    { of: 'objective', name: 'RTO', text: '1000 s, objective 900 s' },
    { of: 'leftover', name: 'VM 30001', text: 'still in Proxmox' },
  ]);
  expect(documentOf(restoreTestEvidence(key, failed, about('fr'))).deviations.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^échouée\u00a0: Le témoin /),
    expect.stringMatching(/^non faite\u00a0: /),
    'attendu sha256 ab12, constaté no file', '1000 s, objectif 900 s', 'encore dans Proxmox',
  ]);
});

describe('the page', () => {
  const pageOf = (test = aRestoreTest(), language: 'en' | 'fr' = 'en') => restoreTestEvidence(key, test, about(language)).html;

  test('says the verdict before everything else, in either language', () => {
    expect(pageOf()).toMatch(/<main>\s*<header>.*<\/header>\s*<p class="verdict good"><strong>Passed<\/strong> Restored and serving in 2 min 41 s; objective 15 min\.<\/p>/s);
    expect(pageOf(failed)).toContain('<p class="verdict bad"><strong>Failed</strong> The canary');
    expect(pageOf(aRestoreTest({ verdict: 'inconclusive' }))).toContain('<p class="verdict open"><strong>Inconclusive');
    expect(pageOf(aRestoreTest({ verdict: null }))).toContain('<p class="verdict open"><strong>Stopped');
    const french = pageOf(aRestoreTest(), 'fr');
    expect(french).toContain('<html lang="fr">');
    expect(french).toContain('<strong>Réussi</strong> Restaurée et en service en 2 min 41 s');
    expect(french).toContain('Comment vérifier');
    const lost = pageOf(failed, 'fr');
    expect(lost).toContain(reasonText(because('canary-missing'), 'fr'));
    expect(lost).not.toContain(because('canary-missing').message);
  });

  test('loads nothing and runs nothing', () => {
    const page = pageOf(failed);
    expect(outsideOf(page)).toEqual([]);
    expect(page).toContain(`default-src 'none'`);
  });

  // Any base64 may hold `on7=`: only what a browser takes for a tag or a style counts.
  test.each([
    ['<p onclick=x>', ['p onclick']],
    ['<script>1</script>', ['script', 'script']],
    ['<svg/onload=x>', ['svg', 'svg onload']],
    [`<td class="a" style='x'>`, ['td style']],
    ['<style>p { background: url(x) }</style>', ['url(']],
    ['<code>AAon7=</code> src=x url(x)', []],
  ])('such as %s', (text, found) => {
    expect(outsideOf(text)).toEqual(found);
  });

  test('escapes all that others chose', () => {
    const evil = `"><script>alert('x')</script><img src=x onerror=y>`;
    const page = restoreTestEvidence(
      key,
      aRestoreTest({
        vmName: evil, cluster: evil, requestedBy: evil, verdict: 'failed', leftovers: [evil],
        reason: { ...because('canary-missing'), message: evil, technical: evil },
        phases: [{ name: 'data', state: 'failed', reason: { ...because('canary-missing'), message: evil, technical: evil } }],
        checks: [{ name: 'port', phase: 'service', subject: evil, passed: false, expected: evil, seen: evil }],
      }),
      { operator: { name: evil, language: 'en' }, tenantName: evil, vigieVersion: evil },
    ).html;
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;');
  });

  // What the page tells an auditor to type, typed: with the real jq, OpenSSL and coreutils.
  const checked = (evidence: SignedDocument): string => {
    const commands = /<pre>(.*?)<\/pre>/s.exec(evidence.html)![1]!.replaceAll('&gt;', '>').replaceAll('&quot;', '"');
    expect(commands).not.toContain('&');
    writeFileSync(join(folder, 'evidence.json'), JSON.stringify(evidence));
    try {
      return execFileSync('sh', ['-ec', commands], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };

  test('tells commands that verify it, and fail on a changed byte', () => {
    const evidence = restoreTestEvidence(key, aRestoreTest({ vmName: 'é-01' }), about());
    expect(checked(evidence).split('\n').slice(0, 3)).toEqual([`${evidence.sha256}  -`, `${evidence.keyId}  -`, 'Signature Verified Successfully']);
    expect(checked({ ...evidence, canonical: evidence.canonical.replace('20001', '20002') })).toContain('Signature Verification Failure');
  });
});
