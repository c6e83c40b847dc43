import type { ErrorCode } from '../data/problem';
import { apiLanguage } from '../i18n/language';
import { t } from '../i18n/t';

const tellAdministrator = () =>
  t('problem-hint.other', 'Try again. If it stays like this, tell your administrator and add the technical details below.');

const hints: Record<ErrorCode, () => string> = {
  'invalid-json': tellAdministrator,
  'invalid-request': () => t('problem-hint.invalid-request', 'Nothing was done. Correct what is marked, then send it again.'),
  unauthenticated: () =>
    t(
      'problem-hint.unauthenticated',
      'The gateway key of this organisation or Grafana’s signed identity is missing or wrong. An administrator can test both on the Configuration page.',
    ),
  forbidden: () => t('problem-hint.forbidden', 'Ask an administrator of your organisation for a higher role.'),
  'not-found': () => t('problem-hint.not-found', 'It was deleted, or belongs to another organisation.'),
  'method-not-allowed': tellAdministrator,
  'wrong-state': () => t('problem-hint.wrong-state', 'Somebody else was faster, or it went on by itself. The page shows where it is now.'),
  'second-person-needed': () =>
    t('problem-hint.second-person-needed', 'You have confirmed already. This step needs the confirmation of a second person.'),
  'name-taken': () => t('problem-hint.name-taken', 'This name is taken already. Choose another one.'),
  'idempotency-key-reused': () => t('problem-hint.idempotency-key-reused', 'Reload the page, then order again.'),
  'body-too-large': tellAdministrator,
  'unsupported-media-type': tellAdministrator,
  'unknown-offer': () => t('problem-hint.unknown-offer', 'Nothing was ordered. Reload the page and choose another offer.'),
  'unknown-option': () => t('problem-hint.unknown-option', 'Nothing was changed. Choose another value, or reload the page.'),
  'limit-exceeded': () => t('problem-hint.limit-exceeded', 'Nothing was ordered. Order fewer, or choose another offer.'),
  'quota-exceeded': () => t('problem-hint.quota-exceeded', 'Nothing was changed. Ask for less, or for a higher quota.'),
  'rate-limited': () => t('problem-hint.rate-limited', 'Wait a minute, then try again.'),
  internal: tellAdministrator,
  'proxmox-unreadable': () =>
    t('problem-hint.proxmox-unreadable', 'Nothing was changed. Its nodes or its storage do not answer; it is tried again by itself.'),
  'bastion-unusable': () =>
    t('problem-hint.bastion-unusable', 'Check that it runs and lets Vigie log in; it is tried again by itself every ten minutes.'),
  'not-ready': () => t('problem-hint.not-ready', 'Wait a minute, then try again.'),
  unreachable: () =>
    t(
      'problem-hint.unreachable',
      'Nothing was changed that you can rely on. Check that the provisioner runs and that Grafana reaches it, then try again.',
    ),
  offline: () => t('problem-hint.offline', 'Check your connection, then try again.'),
  unexpected: tellAdministrator,
};

/** What it means and what to do. The provisioner's own sentence says more, but only in English: it is for those who read that. */
export function problemHint({ code, detail }: { code: ErrorCode; detail?: string | undefined }): string {
  return detail !== undefined && apiLanguage() === 'en' ? detail : hints[code]();
}
