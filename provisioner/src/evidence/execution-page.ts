import { reasonText } from '@vigie/contract/reason-text';
import { canonicalJson } from '../canonical-json.ts';
import { durationText } from '../duration-text.ts';
import { html, type Html } from '../html.ts';
import type { ExecutionDocument } from './execution-document.ts';
import { executionStateWords, executionWords, stepKindWords, stepStateWords } from './execution-words.ts';
import { code, facts, grid, page, section, timeText, toned } from './page.ts';
import type { Proof } from './sign.ts';
import { pageWords } from './words.ts';

/** The report of an execution for printing: what became of it first, and of a rehearsal that it was one. */
export function executionPage(document: ExecutionDocument, proof: Proof): string {
  const { language, rehearsal, execution, measured, objectives } = document;
  const word = wordOf(document);
  const missed = measured.rtaSeconds !== null && measured.rtaSeconds > objectives.rtoSeconds;
  const tone = execution.state === 'failed' ? 'bad' : execution.state === 'done' && !missed ? 'good' : 'open';
  return page(document, {
    title: word(rehearsal ? 'rehearsalTitle' : 'title'),
    subject: `${execution.title} · ${execution.id}`,
    ...(rehearsal ? { banner: word('rehearsal') } : {}),
    verdict: { tone, word: executionStateWords[execution.state][language], sentence: times(document, missed ? 'late' : 'within') },
    sections: [
      html`<section>${about(document)}</section>`,
      section(word('objective'), objective(document, missed)),
      section(pageWords.deviations[language], deviations(document)),
      section(word('steps'), steps(document)),
      section(word('journal'), journal(document)),
    ],
  }, proof);
}

const wordOf = ({ language }: ExecutionDocument) => (name: keyof typeof executionWords) => executionWords[name][language];

function times(document: ExecutionDocument, sentence: 'within' | 'late'): string {
  const { language, measured, objectives } = document;
  if (measured.rtaSeconds === null) return '';
  const [rta, rto] = [measured.rtaSeconds, objectives.rtoSeconds].map((seconds) => durationText(seconds, language));
  return wordOf(document)(sentence).replace('{rta}', () => rta!).replace('{rto}', () => rto!);
}

function about(document: ExecutionDocument): Html {
  const { execution, operator, language } = document;
  const word = wordOf(document);
  return facts([
    [word('runbook'), `${execution.title} (${execution.runbook})`],
    [word('execution'), code(execution.id)],
    [pageWords.operator[language], operator],
    ...execution.parameters.map(({ name, value, label }): [string, string] => [name, label === value ? value : `${label} (${value})`]),
    [word('reason'), execution.reason],
    [word('startedBy'), execution.startedBy],
    [word('startedAt'), timeText(execution.startedAt)],
    [word('endedAt'), execution.endedAt === null ? pageWords.unknown[language] : timeText(execution.endedAt)],
    ...(execution.abortReason === null ? [] : [[word('abortReason'), execution.abortReason] satisfies [string, string]]),
  ]);
}

function objective(document: ExecutionDocument, missed: boolean): Html {
  const { language, measured, objectives } = document;
  const unknown = pageWords.unknown[language];
  const known = measured.rtaSeconds !== null;
  return grid((['name', 'objective', 'measured', 'met'] as const).map((name) => pageWords[name][language]), [[
    wordOf(document)('recovery'),
    durationText(objectives.rtoSeconds, language),
    known ? durationText(measured.rtaSeconds ?? 0, language) : unknown,
    known ? toned(missed ? 'bad' : 'good', pageWords[missed ? 'no' : 'yes'][language]) : toned('open', unknown),
  ]]);
}

function deviations({ language, deviations: all }: ExecutionDocument): Html {
  if (all.length === 0) return html`<p>${pageWords.noDeviations[language]}</p>`;
  return html`<ul>${all.map(({ name, text }) => html`<li>${name}: ${text}</li>`)}</ul>`;
}

function steps(document: ExecutionDocument): Html {
  const { language } = document;
  const heads = [pageWords.name, executionWords.kind, pageWords.state, pageWords.begin, pageWords.took, pageWords.detail];
  return grid(heads.map((words) => words[language]), document.steps.map((step, index) => [
    `${index + 1}. ${step.title}`,
    step.destructive ? html`${stepKindWords[step.kind][language]}<small>${executionWords.destructive[language]}</small>` : stepKindWords[step.kind][language],
    toned(step.state === 'done' ? 'good' : step.state === 'failed' ? 'bad' : 'open', stepStateWords[step.state][language]),
    step.startedAt === undefined ? '' : timeText(step.startedAt).slice(11),
    step.seconds === null ? '' : durationText(step.seconds, language),
    detail(step, document),
  ]));
}

function detail(step: ExecutionDocument['steps'][number], document: ExecutionDocument): Html {
  const word = wordOf(document);
  const people = [
    step.confirmedBy.length > 0 ? word('confirmedBy').replace('{who}', () => step.confirmedBy.join(', ')) : '',
    step.doneBy === undefined ? '' : word('doneBy').replace('{who}', () => step.doneBy ?? ''),
    step.chosen === undefined ? '' : word('chosen').replace('{what}', () => step.options.find(({ id }) => id === step.chosen)?.label ?? step.chosen ?? ''),
  ].filter((text) => text !== '');
  const seen = step.probe === undefined ? '' : `${step.probe.text} (${timeText(step.probe.at)})`;
  const lines = [people.join('; '), seen, step.note ?? '', step.error ? reasonText(step.error, document.language) : ''].filter((line) => line !== '');
  return html`${lines.map((line) => html`<div>${line}</div>`)}${step.error?.technical === undefined ? '' : html`<small>${step.error.technical}</small>`}`;
}

function journal(document: ExecutionDocument): Html {
  const word = wordOf(document);
  const heads = ['#', word('time'), word('who'), word('act'), pageWords.detail[document.language]];
  return grid(heads, document.journal.map(({ sequence, at, actor, act, step, detail: told }) => [
    String(sequence),
    timeText(at),
    actor,
    step === undefined ? act : `${act} (${step})`,
    Object.keys(told).length === 0 ? '' : code(canonicalJson(told)),
  ]));
}
