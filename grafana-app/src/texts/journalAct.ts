import { t } from '../i18n/t';

const words = {
  begun: () => t('journal-act.begun', 'Started the execution'),
  'step-waits': () => t('journal-act.step-waits', 'Waits for a person'),
  'step-started': () => t('journal-act.step-started', 'Began the step'),
  'step-done': () => t('journal-act.step-done', 'Finished the step'),
  'step-skipped': () => t('journal-act.step-skipped', 'Left the step out: not needed'),
  'step-failed': () => t('journal-act.step-failed', 'The step failed'),
  'probe-fits': () => t('journal-act.probe-fits', 'Sees nothing that speaks against it'),
  'probe-reached': () => t('journal-act.probe-reached', 'Sees that it is done'),
  'probe-lost': () => t('journal-act.probe-lost', 'Does not see it any more'),
  confirmed: () => t('journal-act.confirmed', 'Confirmed'),
  done: () => t('journal-act.done', 'Said that it is done'),
  chosen: () => t('journal-act.chosen', 'Decided'),
  retried: () => t('journal-act.retried', 'Had it tried again'),
  skipped: () => t('journal-act.skipped', 'Skipped the step'),
  aborted: () => t('journal-act.aborted', 'Aborted the execution'),
  finished: () => t('journal-act.finished', 'Reached the end'),
};

/** What somebody did, in words; an act younger than this plugin by its name. */
export const journalActText = (act: string): string => (Object.hasOwn(words, act) ? words[act as keyof typeof words]() : act);
