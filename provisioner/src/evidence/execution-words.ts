import type { Execution, ExecutionStep } from '@vigie/contract/executions';
import type { Words } from './words.ts';

export const executionStateWords: Record<Execution['state'], Words> = {
  running: { en: 'Not ended', fr: 'Non terminé' },
  waiting: { en: 'Not ended', fr: 'Non terminé' },
  done: { en: 'Carried out', fr: 'Mené à son terme' },
  failed: { en: 'Failed', fr: 'Échoué' },
  aborted: { en: 'Aborted', fr: 'Interrompu' },
};

export const stepStateWords: Record<ExecutionStep['state'], Words> = {
  pending: { en: 'not done', fr: 'non faite' },
  'awaiting-confirmation': { en: 'not confirmed', fr: 'non confirmée' },
  running: { en: 'running', fr: 'en cours' },
  waiting: { en: 'waiting for a person', fr: 'en attente d’une personne' },
  done: { en: 'done', fr: 'faite' },
  failed: { en: 'failed', fr: 'échouée' },
  skipped: { en: 'skipped', fr: 'passée' },
};

export const stepKindWords: Record<ExecutionStep['kind'], Words> = {
  auto: { en: 'by Vigie', fr: 'par Vigie' },
  manual: { en: 'by hand', fr: 'à la main' },
  decision: { en: 'decision', fr: 'décision' },
};

export const executionWords = {
  title: { en: 'Execution of a recovery runbook', fr: 'Exécution d’une procédure de reprise' },
  rehearsalTitle: { en: 'Rehearsal of a recovery runbook', fr: 'Exercice d’une procédure de reprise' },
  rehearsal: { en: 'REHEARSAL: this was an exercise. Nothing was lost and nothing was recovered for real.', fr: 'EXERCICE : ceci n’était pas réel. Rien n’a été perdu et rien n’a été repris pour de vrai.' },
  within: { en: 'In {rta}; objective {rto}.', fr: 'En {rta} ; objectif {rto}.' },
  late: { en: 'In {rta}, more than the objective of {rto}.', fr: 'En {rta}, plus que l’objectif de {rto}.' },
  runbook: { en: 'Runbook', fr: 'Procédure' },
  execution: { en: 'Execution', fr: 'Exécution' },
  reason: { en: 'Reason', fr: 'Motif' },
  startedBy: { en: 'Started by', fr: 'Lancée par' },
  startedAt: { en: 'Begin', fr: 'Début' },
  endedAt: { en: 'End', fr: 'Fin' },
  abortReason: { en: 'Why it was aborted', fr: 'Motif de l’interruption' },
  objective: { en: 'Objective', fr: 'Objectif' },
  recovery: { en: 'Recovery time (RTA against RTO)', fr: 'Temps de reprise (RTA contre RTO)' },
  steps: { en: 'Steps', fr: 'Étapes' },
  kind: { en: 'Kind', fr: 'Type' },
  destructive: { en: 'destroys something', fr: 'destructive' },
  confirmedBy: { en: 'confirmed by {who}', fr: 'confirmée par {who}' },
  doneBy: { en: 'done by {who}', fr: 'faite par {who}' },
  chosen: { en: 'chosen: {what}', fr: 'choix : {what}' },
  journal: { en: 'Journal', fr: 'Journal' },
  time: { en: 'Time', fr: 'Heure' },
  who: { en: 'Who', fr: 'Qui' },
  act: { en: 'Act', fr: 'Acte' },
} as const satisfies Record<string, Words>;
