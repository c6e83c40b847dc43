import type { ErrorCode } from '../data/problem';
import { t } from '../i18n/t';

/** What to do, when the provisioner gave no sentence of its own. */
export function problemHint(code: ErrorCode): string {
  switch (code) {
    case 'unreachable':
      return t(
        'problem-hint.unreachable',
        'Nothing was changed that you can rely on. Check that the provisioner runs and that Grafana reaches it, then try again.',
      );
    case 'offline':
      return t('problem-hint.offline', 'Check your connection, then try again.');
    case 'unauthenticated':
      return t(
        'problem-hint.unauthenticated',
        'The gateway key of this organisation or Grafana’s signed identity is missing or wrong. An administrator can test both on the Configuration page.',
      );
    case 'forbidden':
      return t('problem-hint.forbidden', 'Ask an administrator of your organisation for a higher role.');
    case 'not-ready':
      return t('problem-hint.not-ready', 'Wait a minute, then try again.');
    default:
      return t('problem-hint.other', 'Try again. If it stays like this, tell your administrator and add the technical details below.');
  }
}
