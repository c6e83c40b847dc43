import { signedDocument } from '@vigie/contract/signed-document';
import { because } from '@vigie/contract/step-reasons';
import { executionDocument } from './execution-document.ts';
import { executionReport } from './execution.ts';
import { anExecution, aSigningKey } from './fixture.ts';

const key = aSigningKey();
const about = (language: 'en' | 'fr' = 'en') => ({ operator: { name: 'Operator' }, vigieVersion: '0.1.0', language });
const report = (facts: Parameters<typeof anExecution>[0] = {}, language: 'en' | 'fr' = 'en') => executionReport(key, anExecution(facts), about(language));
const documentOf = (facts: Parameters<typeof anExecution>[0] = {}) => executionDocument.parse(JSON.parse(report(facts).canonical));

test('holds the plan, who did what, the times against the objective, and the whole journal', () => {
  expect(signedDocument.safeParse(report()).success).toBe(true);
  expect(documentOf()).toMatchObject({
    format: 'vigie-execution/1',
    execution: { id: 'exe_0123456789abcdef', runbook: 'pve-host-lost', reason: 'Twice a year', startedBy: 'admin' },
    objectives: { rtoSeconds: 1_800 },
    measured: { rtaSeconds: 720 },
    steps: [{ id: 'fence', seconds: 65, confirmedBy: ['admin', 'second'], instruction: 'Do it.' }, { chosen: 'pve1' }, { probe: { reached: true } }],
    deviations: [],
    journal: [{ sequence: 1, detail: { a: 'x', b: 1 } }],
  });
});

test('a rehearsal is marked as one in the signed text and before everything else on the page; a real one is not', () => {
  expect(documentOf().rehearsal).toBe(true);
  expect(report().html).toMatch(/<main>\s*<p class="banner">REHEARSAL:/);
  expect(report({}, 'fr').html).toMatch(/<main>\s*<p class="banner">EXERCICE :/);
  expect(documentOf({ mode: 'real' }).rehearsal).toBe(false);
  expect(report({ mode: 'real' }).html).not.toMatch(/class="banner"|rehearsal/i);
});

test('names what was not done, and a missed objective', () => {
  const [first, second, third] = anExecution().steps;
  const facts = {
    state: 'aborted' as const,
    abortReason: 'The node came back',
    rtoSeconds: 600,
    steps: [first!, { ...second!, state: 'skipped' as const }, { ...third!, state: 'failed' as const, error: because('nothing-to-recover') }],
  };
  expect(documentOf(facts).deviations).toEqual([
    { of: 'execution', name: 'aborted', text: 'The node came back' },
    { of: 'step', name: 'Step where', text: 'skipped: It has room.' },
    { of: 'step', name: 'Step start', text: 'failed: There is nothing to recover here.' },
    { of: 'objective', name: 'RTO', text: '720 s, objective 600 s' },
  ]);
  expect(report(facts, 'fr').html).toContain('échouée\u00a0: Il n’y a rien à');
  expect(report(facts).html).toContain('<strong>Aborted</strong> In 12 min, more than the objective of 10 min.');
});

test('the page shows who confirmed, what was chosen and what was seen', () => {
  const page = report().html;
  for (const text of ['<strong>Carried out</strong> In 12 min; objective 30 min.', 'confirmed by admin, second; done by admin', 'chosen: On pve1', '3 of 3 machines run', 'destroys something']) {
    expect(page).toContain(text);
  }
});

test('the page escapes all that others chose', () => {
  const evil = '<img src=x onerror=y>"\'';
  const [step] = anExecution().steps;
  const page = report({
    reason: evil, startedBy: evil, abortReason: evil, title: evil, parameters: [{ name: evil, value: evil, label: `${evil}2` }],
    steps: [{ ...step!, title: evil, note: evil, doneBy: evil, confirmedBy: [evil], chosen: evil, state: 'failed', error: { ...because('nothing-to-recover'), message: evil, technical: evil } }],
    journal: [{ sequence: 1, at: evil, actor: evil, act: evil, step: evil, detail: { [evil]: evil } }],
  }).html;
  expect(page).not.toContain('<img');
});
