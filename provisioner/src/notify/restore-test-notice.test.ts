import { because } from '@vigie/contract/step-reasons';
import { aRestoreTest } from '../evidence/fixture.ts';
import { noticesOf, restoreTestMail, restoreTestSlack } from './restore-test-notice.ts';

const hostile = '<!channel>&<b>';
const failed = aRestoreTest({
  vmName: hostile,
  verdict: 'failed',
  reason: because('port-closed', { port: 22 }),
  rtaSeconds: null,
  phases: [{ name: 'restore', state: 'passed' }, { name: 'service', state: 'failed' }, { name: 'objectives', state: 'skipped' }],
});
const operator = (language: 'en' | 'fr') => ({ name: 'Operator', email: 'ops@vigie.example', language });

test.each([
  ['passed', 'schedule', true, false], ['passed', 'manual', false, false], ['passed', 'rehearsal', false, false],
  ['failed', 'schedule', true, true], ['failed', 'manual', true, true], ['inconclusive', 'schedule', true, true],
  [null, 'manual', false, false],
] as const)('%s, by %s: Slack %s, mail %s', (verdict, origin, slack, mail) => {
  expect(noticesOf({ verdict, origin })).toEqual({ slack, mail });
});

test('Slack: the verdict first, then what failed, the link, and the figures', () => {
  const { text, blocks } = restoreTestSlack({ ...failed, vmName: 'web-01' }, 'https://grafana.example/');
  expect(text).toBe('Restore test of web-01 (acme): Failed');
  expect(blocks[0]).toEqual({ type: 'header', text: { type: 'plain_text', text: '❌ Restore test of web-01 (acme): Failed' } });
  expect(blocks[1]).toEqual({
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: 'Nothing listens on port 22 in the restored machine.\n'
        + '<https://grafana.example/a/vigie-proxmox-app/restore-tests/rst_0123456789abcdef|Open the restore test>',
    },
  });
  const facts = JSON.stringify(blocks[2]);
  for (const fact of ['*Failed in*\\nServices', 'not measured, objective 15 min', '2 h, objective 1 d 2 h', 'web-01 (VMID 20001, demo)']) {
    expect(facts).toContain(fact);
  }
});

test('Slack: no name calls a channel or becomes a link, and no text is longer than Slack takes', () => {
  const { text, blocks } = restoreTestSlack({ ...failed, reason: { ...failed.reason!, message: `<${'x'.repeat(5_000)}` } }, 'https://g');
  expect(text).toContain('&lt;!channel&gt;&amp;&lt;b&gt;');
  const [, what, figures] = blocks as [unknown, { text: { text: string } }, { fields: { text: string }[] }];
  expect(JSON.stringify(figures)).not.toContain('<');
  expect(what.text.text).toMatch(/^&lt;x+…\n<https:/);
  expect(what.text.text.length).toBeLessThan(3_000);
  expect(figures.fields.length).toBeLessThanOrEqual(10);
  const long = restoreTestSlack({ ...failed, vmName: 'x'.repeat(200) }, 'https://g').blocks[0] as { text: { text: string } };
  expect(long.text.text).toHaveLength(150);
});

test('the mail speaks the language of the operator and says which promise is broken', () => {
  const english = restoreTestMail(failed, operator('en'), 'https://g');
  expect(english).toMatchObject({ to: 'ops@vigie.example', subject: `Restore test of ${hostile} (acme): Failed` });
  expect(english.text).toContain('would not come back as promised');
  expect(english.text).toContain('Nothing listens on port 22');
  expect(english.text).toContain('https://g/a/vigie-proxmox-app/restore-tests/rst_0123456789abcdef');
  expect(english.html).not.toContain('<b>');
  const french = restoreTestMail({ ...failed, verdict: 'inconclusive' }, operator('fr'), 'https://g');
  expect(french.subject).toBe(`Test de restauration de ${hostile} (acme)\u00a0: Non concluant\u00a0: rien n’est prouvé`);
  expect(french.text).toMatch(/^Bonjour Operator,/);
  expect(french.text).toContain('n’a pas pu être fait');
  expect(french.text).toContain('Rien n’écoute sur le port 22');
  expect(french.text).toContain('1 j 2 h');
});
