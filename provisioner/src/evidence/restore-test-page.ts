import { reasonText } from '@vigie/contract/reason-text';
import { durationText } from '../duration-text.ts';
import { html, type Html } from '../html.ts';
import { code, facts, grid, page, section, timeText, toned } from './page.ts';
import type { RestoreTestDocument } from './restore-test-document.ts';
import { checkWords, originWords, phaseStateWords, phaseWords, restoreTestWords, verdictWords } from './restore-test-words.ts';
import type { Proof } from './sign.ts';
import { pageWords, type Words } from './words.ts';

/** The evidence of a restore test for printing, verdict first. It shows nothing that is not in the document. */
export function restoreTestPage(document: RestoreTestDocument, proof: Proof): string {
  const { language, machine, verdict, test } = document;
  const word = wordsOf(document);
  return page(document, {
    title: word('title'),
    subject: `${machine.name} · ${test.id}`,
    verdict: {
      tone: verdict === 'passed' ? 'good' : verdict === 'failed' ? 'bad' : 'open',
      word: verdictWords[verdict ?? 'none'][language],
      sentence: verdict === 'passed' ? serving(document) : document.reason ? reasonText(document.reason, language) : '',
    },
    sections: [
      html`<section>${about(document)}</section>`,
      section(word('scopeHead'), html`<p>${word('scope')}</p>`),
      section(word('objectives'), objectives(document)),
      section(pageWords.deviations[language], deviations(document)),
      section(word('phases'), phases(document)),
      section(word('checks'), checks(document)),
    ],
  }, proof);
}

const wordsOf = ({ language }: RestoreTestDocument) => (name: keyof typeof restoreTestWords) => restoreTestWords[name][language];

function serving({ language, measured, objectives: { rtoSeconds } }: RestoreTestDocument): string {
  if (measured.rtaSeconds === null) return '';
  const [rta, rto] = [measured.rtaSeconds, rtoSeconds].map((seconds) => durationText(seconds, language));
  return restoreTestWords.serving[language].replace('{rta}', rta!).replace('{rto}', rto!);
}

function about(document: RestoreTestDocument): Html {
  const { language, machine, tenant, backup, test, operator, leftovers } = document;
  const word = wordsOf(document);
  const unknown = pageWords.unknown[language];
  const time = (instant: string | null) => (instant === null ? unknown : timeText(instant));
  return facts([
    [word('machine'), `${machine.name} (VMID ${machine.vmid}, ${machine.cluster}, ${machine.id})`],
    [word('tenant'), `${tenant.name} (${tenant.id})`],
    [pageWords.operator[language], operator],
    [word('backup'), backup ? code(backup.volume) : pageWords.none[language]],
    [word('takenAt'), time(backup?.takenAt ?? null)],
    [word('requestedBy'), `${test.requestedBy}, ${originWords[test.origin][language]}`],
    [word('startedAt'), time(test.startedAt ?? test.createdAt)],
    [word('endedAt'), time(test.endedAt)],
    [word('leftovers'), leftovers === null ? word('notLooked') : leftovers.join(', ') || pageWords.none[language]],
  ]);
}

function objectives(document: RestoreTestDocument): Html {
  const { language, measured, objectives: objective } = document;
  const row = (label: string, actual: number | null, goal: number) => [
    label,
    durationText(goal, language),
    actual === null ? pageWords.unknown[language] : durationText(actual, language),
    actual === null
      ? toned('open', pageWords.unknown[language])
      : toned(actual <= goal ? 'good' : 'bad', pageWords[actual <= goal ? 'yes' : 'no'][language]),
  ];
  return grid(heads(document, ['name', 'objective', 'measured', 'met']), [
    row(restoreTestWords.recovery[language], measured.rtaSeconds, objective.rtoSeconds),
    row(restoreTestWords.loss[language], measured.rpaSeconds, objective.rpoSeconds),
  ]);
}

function deviations({ language, deviations: all }: RestoreTestDocument): Html {
  if (all.length === 0) return html`<p>${pageWords.noDeviations[language]}</p>`;
  return html`<ul>${all.map(({ name, text }) => html`<li>${nameText(name, language)}: ${text}</li>`)}</ul>`;
}

function phases(document: RestoreTestDocument): Html {
  const { language } = document;
  const longest = Math.max(1, ...document.phases.map(({ seconds }) => seconds ?? 0));
  return grid(heads(document, ['name', 'state', 'begin', 'took', 'detail']), document.phases.map(({ name, state, startedAt, seconds, reason }) => [
    phaseWords[name][language],
    toned(state === 'passed' ? 'good' : state === 'failed' ? 'bad' : 'open', phaseStateWords[state][language]),
    startedAt === undefined ? '' : timeText(startedAt).slice(11),
    seconds === null ? '' : html`${tookText(seconds, language)}<span class="bar" style="width: ${Math.round((seconds / longest) * 100)}%"></span>`,
    reason ? html`${reasonText(reason, language)}${reason.technical === undefined ? '' : html`<small>${reason.technical}</small>`}` : '',
  ]));
}

function checks(document: RestoreTestDocument): Html {
  const { language } = document;
  return grid(heads(document, ['name', 'state', 'expected', 'seen']), document.checks.map(({ name, subject, passed, expected, seen }) => [
    `${checkWords[name][language]}${subject === undefined ? '' : ` (${subject})`}`,
    toned(passed ? 'good' : 'bad', phaseStateWords[passed ? 'passed' : 'failed'][language]),
    expected,
    seen,
  ]));
}

const heads = ({ language }: RestoreTestDocument, names: (keyof typeof pageWords)[]) => names.map((name) => pageWords[name][language]);

const tookText = (seconds: number, language: RestoreTestDocument['language']) => (seconds < 10 ? `${seconds.toFixed(1)} s` : durationText(seconds, language));

/** The word for a phase or check; other names (a leftover, an objective) stay as they are. A check's name may have its subject behind it. */
function nameText(name: string, language: RestoreTestDocument['language']): string {
  const [first = '', ...rest] = name.split(' ');
  const words = new Map<string, Words>(Object.entries({ ...phaseWords, ...checkWords })).get(first);
  return words ? [words[language], ...rest].join(' ') : name;
}
