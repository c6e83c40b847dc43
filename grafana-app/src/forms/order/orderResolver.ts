import type { FieldErrors, Resolver } from 'react-hook-form';
import { longestGroupName, mostMachines } from '@vigie/contract/machine-names';
import { t } from '../../i18n/t';
import { draftSchema, toRequest, type OrderDraft } from './orderDraft';

/** Checks a draft with the contract's schema; the sentences are ours, in the reader's language. */
export function orderResolver(operator: boolean): Resolver<OrderDraft> {
  const schema = draftSchema(operator);
  return (draft) => {
    const result = schema.safeParse(toRequest(draft));
    const errors: FieldErrors<OrderDraft> = {};
    if (result.success && result.data.quantity > 1 && result.data.name.length > longestGroupName) {
      const message = t('field.name-too-long', 'Up to {{most}} characters for several machines: each gets a number after it', {
        most: longestGroupName,
      });
      errors.name = { type: 'too_big', message };
      return { values: {}, errors };
    }
    if (result.success) {
      return { values: draft, errors: {} };
    }
    for (const { path, code } of result.error.issues) {
      if (isField(path[0]) && errors[path[0]] === undefined) {
        Object.assign(errors, { [path[0]]: { type: code, message: fieldMessage(path[0], draft) } });
      }
    }
    return { values: {}, errors };
  };
}

type Field = 'name' | 'quantity' | 'tenant' | 'sshPublicKey';

const isField = (name: unknown): name is Field => name === 'name' || name === 'quantity' || name === 'tenant' || name === 'sshPublicKey';

function fieldMessage(field: Field, draft: OrderDraft): string {
  switch (field) {
    case 'name':
      return draft.name.trim() === ''
        ? t('field.name-missing', 'Give the machine a name')
        : t('field.name-invalid', 'Up to 63 small letters, digits and hyphens, with a letter or digit at both ends, such as web-01');
    case 'quantity':
      return t('field.quantity-invalid', 'A whole number from 1 to {{most}}', { most: mostMachines });
    case 'tenant':
      return draft.tenant.trim() === ''
        ? t('field.tenant-missing', 'Say for which tenant')
        : t('field.tenant-invalid', '2 to 31 small letters, digits or hyphens, with a letter first, such as acme');
    case 'sshPublicKey':
      return t('field.ssh-invalid', 'This is not an OpenSSH public key. It is one line and starts with ssh-ed25519 or ssh-rsa.');
  }
}
