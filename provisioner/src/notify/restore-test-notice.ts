import type { VigieConfig } from '@vigie/config/schema';
import type { Language } from '@vigie/contract/primitives';
import { reasonText } from '@vigie/contract/reason-text';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import { durationText } from '../duration-text.ts';
import { originWords, phaseWords, verdictWords } from '../evidence/restore-test-words.ts';
import type { Mail } from '../steps/ports.ts';
import { pageLink } from './page-link.ts';
import { renderMail } from './render.ts';
import { shortened, slackText, type SlackMessage } from './slack.ts';

/**
 * Who is told of a test that ended. What went wrong is mailed too. A passed test is told when nobody waited for it: who asked for one
 * sees it on its page. One that was stopped before its verdict is not told: somebody stopped it.
 */
export function noticesOf({ verdict, origin }: Pick<RestoreTest, 'verdict' | 'origin'>): { slack: boolean; mail: boolean } {
  if (verdict === null) return { slack: false, mail: false };
  return verdict === 'passed' ? { slack: origin === 'schedule', mail: false } : { slack: true, mail: true };
}

/** The message to the operator's channel, in English as those of the alerts. `grafanaUrl` is Grafana's root URL. */
export function restoreTestSlack(test: RestoreTest, grafanaUrl: string): SlackMessage {
  const title = titleOf(test, 'en');
  const facts = factsOf(test, 'en').map(([label, value]) => ({ type: 'mrkdwn' as const, text: `*${label}*\n${slackText(shortened(value, 1500))}` }));
  const failed = test.reason ? `${slackText(shortened(test.reason.message, 2500))}\n` : '';
  return {
    text: slackText(title),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: shortened(`${marks[test.verdict ?? 'none']} ${title}`, 150) } },
      { type: 'section', text: { type: 'mrkdwn', text: `${failed}<${linkOf(test, grafanaUrl)}|Open the restore test>` } },
      { type: 'section', fields: facts },
    ],
  };
}

/** The mail to the operator, in its language. */
export function restoreTestMail(test: RestoreTest, operator: Pick<VigieConfig['operator'], 'name' | 'email' | 'language'>, grafanaUrl: string): Mail {
  const { language } = operator;
  const words = mailWords[language];
  const promise = test.verdict === 'passed' ? words.passed : test.verdict === 'failed' ? words.failed : words.inconclusive;
  return renderMail(operator, {
    subject: titleOf(test, language),
    greeting: words.greeting(operator.name),
    blocks: [
      promise(test.vmName, test.tenant),
      ...(test.reason ? [reasonText(test.reason, language)] : []),
      { facts: [...factsOf(test, language), [words.page, linkOf(test, grafanaUrl)]] },
    ],
    closing: words.closing,
  });
}

const marks = { passed: '✅', failed: '❌', inconclusive: '⚠️', none: '⚠️' };

const titleOf = ({ verdict, vmName, tenant }: RestoreTest, language: Language): string =>
  language === 'fr'
    ? `Test de restauration de ${vmName} (${tenant}) : ${verdictWords[verdict ?? 'none'].fr}`
    : `Restore test of ${vmName} (${tenant}): ${verdictWords[verdict ?? 'none'].en}`;

const linkOf = ({ id }: RestoreTest, grafanaUrl: string) => pageLink(grafanaUrl, `restore-tests/${id}`);

function factsOf(test: RestoreTest, language: Language): [label: string, value: string][] {
  const words = factWords[language];
  const against = (actual: number | null, objective: number) =>
    words.against(actual === null ? words.unknown : durationText(actual, language), durationText(objective, language));
  const stopped = test.phases.find(({ state }) => state === 'failed' || state === 'inconclusive');
  return [
    [words.machine, `${test.vmName} (VMID ${test.vmid}, ${test.cluster})`],
    [words.tenant, test.tenant],
    ...(stopped ? [[words.phase, phaseWords[stopped.name][language]] satisfies [string, string]] : []),
    ['RTA / RTO', against(test.rtaSeconds, test.rtoSeconds)],
    ['RPA / RPO', against(test.rpaSeconds, test.rpoSeconds)],
    [words.backup, test.backup?.volume ?? words.none],
    [words.asked, `${test.requestedBy}, ${originWords[test.origin][language]}`],
  ];
}

const factWords = {
  en: {
    machine: 'Machine', tenant: 'Tenant', phase: 'Failed in', backup: 'Backup', asked: 'Requested by', unknown: 'not measured', none: 'none',
    against: (actual: string, objective: string) => `${actual}, objective ${objective}`,
  },
  fr: {
    machine: 'Machine', tenant: 'Client', phase: 'Échec à l’étape', backup: 'Sauvegarde', asked: 'Demandé par', unknown: 'non mesuré', none: 'aucune',
    against: (actual: string, objective: string) => `${actual}, objectif ${objective}`,
  },
};

const mailWords = {
  en: {
    greeting: (name: string) => `Hello ${name},`,
    passed: (vm: string, tenant: string) => `The backup of "${vm}" (tenant ${tenant}) was restored, and the machine serves again: a recovery would work.`,
    failed: (vm: string, tenant: string) => `The backup of "${vm}" (tenant ${tenant}) did not stand its test: as it is, the machine would not come back as promised.`,
    inconclusive: (vm: string, tenant: string) => `The test of "${vm}" (tenant ${tenant}) could not be done: nobody knows whether its backup would come back.`,
    page: 'Restore test',
    closing: 'Remove the cause, then run the test again from this page.',
  },
  fr: {
    greeting: (name: string) => `Bonjour ${name},`,
    passed: (vm: string, tenant: string) => `La sauvegarde de « ${vm} » (client ${tenant}) a été restaurée et la machine rend à nouveau son service : une reprise fonctionnerait.`,
    failed: (vm: string, tenant: string) => `La sauvegarde de « ${vm} » (client ${tenant}) n’a pas réussi son test : en l’état, la machine ne reviendrait pas comme promis.`,
    inconclusive: (vm: string, tenant: string) => `Le test de « ${vm} » (client ${tenant}) n’a pas pu être fait : nul ne sait si sa sauvegarde serait restaurée.`,
    page: 'Test de restauration',
    closing: 'Supprimez la cause, puis relancez le test depuis cette page.',
  },
};
