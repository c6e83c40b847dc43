import type { UseFormSetError } from 'react-hook-form';
import { toProblemError, type ErrorCode } from '../../data/problem';
import { t } from '../../i18n/t';
import { problemTitle } from '../../texts/problemTitle';
import type { OrderDraft } from './orderDraft';

const fields = ['offer', 'name', 'quantity', 'network', 'sshPublicKey', 'tenant'] as const;

/** Said beside a field. The provisioner's own words are English; they are in the technical details. */
const sentence = (code: ErrorCode): string =>
  code === 'invalid-request' ? t('field.refused', 'The provisioner does not accept this value') : problemTitle(code);

/** Puts the provisioner's field errors beside their fields; codes that mean one field go there too. */
export function applyServerErrors(error: unknown, setError: UseFormSetError<OrderDraft>): void {
  const problem = toProblemError(error);
  for (const { path } of problem.fields) {
    const field = fields.find((name) => name === path);
    if (field !== undefined) {
      setError(field, { type: 'server', message: sentence(problem.code) }, { shouldFocus: true });
    } else if (path.startsWith('options.')) {
      setError(path as `options.${string}`, { type: 'server', message: sentence(problem.code) });
    }
  }
  if (problem.code === 'name-taken' && problem.fields.length === 0) {
    setError('name', { type: 'server', message: sentence('name-taken') }, { shouldFocus: true });
  }
}
