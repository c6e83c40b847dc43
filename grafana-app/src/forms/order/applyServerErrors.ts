import type { UseFormSetError } from 'react-hook-form';
import { toProblemError } from '../../data/problem';
import { problemTitle } from '../../texts/problemTitle';
import type { OrderDraft } from './orderDraft';

const fields = ['offer', 'name', 'network', 'sshPublicKey', 'tenant'] as const;

/** Puts the provisioner's field errors beside their fields; codes that mean one field go there too. */
export function applyServerErrors(error: unknown, setError: UseFormSetError<OrderDraft>): void {
  const problem = toProblemError(error);
  for (const { path, message } of problem.fields) {
    const field = fields.find((name) => name === path);
    if (field !== undefined) {
      setError(field, { type: 'server', message }, { shouldFocus: true });
    } else if (path.startsWith('options.')) {
      setError(path as `options.${string}`, { type: 'server', message });
    }
  }
  if (problem.code === 'name-taken' && problem.fields.length === 0) {
    setError('name', { type: 'server', message: problem.detail ?? problemTitle('name-taken') }, { shouldFocus: true });
  }
}
