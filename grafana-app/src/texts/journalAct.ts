import { t } from '../i18n/t';

const words: Record<string, () => string> = {
  started: () => t('journal-act.started', 'started the execution'),
  'step-started': () => t('journal-act.step-started', 'began'),
  'step-waiting': () => t('journal-act.step-waiting', 'waits for a person'),
  'step-done': () => t('journal-act.step-done', 'reached its end'),
  'step-failed': () => t('journal-act.step-failed', 'failed'),
  confirm: () => t('journal-act.confirm', 'confirmed'),
  done: () => t('journal-act.done', 'said it is done'),
  choose: () => t('journal-act.choose', 'decided'),
  retry: () => t('journal-act.retry', 'tried again'),
  skip: () => t('journal-act.skip', 'skipped'),
  aborted: () => t('journal-act.aborted', 'aborted the execution'),
  ended: () => t('journal-act.ended', 'The execution ended'),
};

/** What somebody did, in words; an act younger than this plugin by its name. */
export const journalActText = (act: string): string => words[act]?.() ?? act;
