import type { RestoreTest } from '@vigie/contract/restore-tests';
import type { RestoreTestCheckName, RestoreTestPhaseName } from '@vigie/contract/restore-test-phases';
import type { Verdict } from '@vigie/contract/verdict';
import type { Words } from './words.ts';

export const verdictWords: Record<Verdict | 'none', Words> = {
  passed: { en: 'Passed', fr: 'Réussi' },
  failed: { en: 'Failed', fr: 'Échoué' },
  inconclusive: { en: 'Inconclusive: nothing is proven', fr: 'Non concluant : rien n’est prouvé' },
  none: { en: 'Stopped before its verdict: nothing is proven', fr: 'Arrêté avant son verdict : rien n’est prouvé' },
};

export const phaseStateWords: Record<RestoreTest['phases'][number]['state'], Words> = {
  pending: { en: 'not done', fr: 'non faite' },
  running: { en: 'running', fr: 'en cours' },
  passed: { en: 'passed', fr: 'réussie' },
  failed: { en: 'failed', fr: 'échouée' },
  inconclusive: { en: 'inconclusive', fr: 'non concluante' },
  skipped: { en: 'skipped', fr: 'non faite' },
};

export const originWords: Record<RestoreTest['origin'], Words> = {
  schedule: { en: 'by the schedule', fr: 'par la planification' },
  manual: { en: 'by hand', fr: 'à la main' },
  rehearsal: { en: 'in the rehearsal of a runbook', fr: 'lors d’un exercice' },
};

export const phaseWords: Record<RestoreTestPhaseName, Words> = {
  select: { en: 'Choice of the backup', fr: 'Choix de la sauvegarde' },
  preflight: { en: 'Preflight', fr: 'Vérifications préalables' },
  reserve: { en: 'Reservation in the lab', fr: 'Réservation dans le labo' },
  restore: { en: 'Restore', fr: 'Restauration' },
  inspect: { en: 'Inspection before the start', fr: 'Inspection avant démarrage' },
  start: { en: 'Start', fr: 'Démarrage' },
  agent: { en: 'Guest agent', fr: 'Agent invité' },
  identity: { en: 'Identity', fr: 'Identité' },
  data: { en: 'Data', fr: 'Données' },
  service: { en: 'Services', fr: 'Services' },
  objectives: { en: 'Objectives', fr: 'Objectifs' },
  cleanup: { en: 'Cleanup', fr: 'Nettoyage' },
  evidence: { en: 'Evidence', fr: 'Preuve' },
};

export const checkWords: Record<RestoreTestCheckName, Words> = {
  'backup-complete': { en: 'Backup is complete', fr: 'Sauvegarde complète' },
  'backup-age': { en: 'Age of the backup', fr: 'Âge de la sauvegarde' },
  'backup-verified': { en: 'Verified by the backup server', fr: 'Vérifiée par le serveur de sauvegarde' },
  'backup-readable': { en: 'Backup can be read', fr: 'Sauvegarde lisible' },
  'lab-without-uplink': { en: 'Lab is isolated', fr: 'Labo isolé' },
  'room-for-restore': { en: 'Room for the restore', fr: 'Place pour la restauration' },
  restored: { en: 'Restored', fr: 'Restaurée' },
  'cards-in-lab': { en: 'Network card in the lab', fr: 'Carte réseau dans le labo' },
  'no-start-at-boot': { en: 'Does not start with its node', fr: 'Ne démarre pas avec son nœud' },
  'no-host-devices': { en: 'Nothing of the host is used', fr: 'N’utilise rien de l’hôte' },
  runs: { en: 'Runs', fr: 'En marche' },
  'agent-answers': { en: 'Guest agent answers', fr: 'L’agent invité répond' },
  'host-name': { en: 'Host name', fr: 'Nom d’hôte' },
  'machine-id': { en: 'Machine id', fr: 'Identifiant de machine' },
  'file-systems': { en: 'File system', fr: 'Système de fichiers' },
  canary: { en: 'Canary', fr: 'Témoin' },
  port: { en: 'Port is served', fr: 'Port servi' },
  rto: { en: 'Recovery time', fr: 'Temps de reprise' },
  rpo: { en: 'Data loss', fr: 'Perte de données' },
  'no-leftovers': { en: 'Nothing is left', fr: 'Rien ne reste' },
};

export const restoreTestWords = {
  title: { en: 'Restore test', fr: 'Test de restauration' },
  scope: {
    en: 'A restore test restores the backup into a laboratory network without any way out, starts the machine there, examines it from inside and removes it again. It does not touch the original machine. How far it came, and what it saw, is below.',
    fr: 'Un test de restauration restaure la sauvegarde dans un réseau de laboratoire sans issue, y démarre la machine, l’examine de l’intérieur puis la supprime. Il ne touche pas à la machine d’origine. Jusqu’où il est allé, et ce qu’il a constaté, figure ci-dessous.',
  },
  scopeHead: { en: 'Scope', fr: 'Périmètre' },
  serving: { en: 'Restored and serving in {rta}; objective {rto}.', fr: 'Restaurée et en service en {rta} ; objectif {rto}.' },
  machine: { en: 'Machine', fr: 'Machine' },
  tenant: { en: 'Tenant', fr: 'Client' },
  backup: { en: 'Backup', fr: 'Sauvegarde' },
  takenAt: { en: 'Backup taken at', fr: 'Sauvegarde prise le' },
  test: { en: 'Test', fr: 'Test' },
  requestedBy: { en: 'Requested by', fr: 'Demandé par' },
  startedAt: { en: 'Begin of the test', fr: 'Début du test' },
  endedAt: { en: 'End of the test', fr: 'Fin du test' },
  objectives: { en: 'Objectives of the tenant\'s policy', fr: 'Objectifs de la politique du client' },
  recovery: { en: 'Recovery time (RTA against RTO)', fr: 'Temps de reprise (RTA contre RTO)' },
  loss: { en: 'Data loss (RPA against RPO)', fr: 'Perte de données (RPA contre RPO)' },
  phases: { en: 'Phases', fr: 'Phases' },
  checks: { en: 'Checks', fr: 'Vérifications' },
  leftovers: { en: 'Left in Proxmox', fr: 'Restes dans Proxmox' },
  notLooked: { en: 'not looked for', fr: 'non recherchés' },
} as const satisfies Record<string, Words>;
