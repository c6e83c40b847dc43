import type { RestoreTestCheckName } from '@vigie/contract/restore-test-phases';
import type { RestoreTestCheck } from '@vigie/contract/restore-tests';
import { t } from '../i18n/t';

const names: Record<RestoreTestCheckName, () => string> = {
  'backup-complete': () => t('test-check.backup-complete', 'The backup is complete'),
  'backup-age': () => t('test-check.backup-age', 'Age of the backup'),
  'backup-verified': () => t('test-check.backup-verified', 'Verified by the backup server'),
  'backup-readable': () => t('test-check.backup-readable', 'The backup can be read'),
  'lab-without-uplink': () => t('test-check.lab-without-uplink', 'The lab has no way out'),
  'room-for-restore': () => t('test-check.room-for-restore', 'Room to restore'),
  restored: () => t('test-check.restored', 'The machine is restored'),
  'cards-in-lab': () => t('test-check.cards-in-lab', 'Network card in the lab'),
  'no-start-at-boot': () => t('test-check.no-start-at-boot', 'No start with the node'),
  'no-host-devices': () => t('test-check.no-host-devices', 'No device of the host'),
  runs: () => t('test-check.runs', 'The machine runs'),
  'agent-answers': () => t('test-check.agent-answers', 'The guest agent answers'),
  'host-name': () => t('test-check.host-name', 'Host name'),
  'machine-id': () => t('test-check.machine-id', 'Machine id'),
  'file-systems': () => t('test-check.file-systems', 'File system'),
  canary: () => t('test-check.canary', 'Canary'),
  port: () => t('test-check.port', 'Port'),
  rto: () => t('test-check.rto', 'Recovery time (RTA against RTO)'),
  rpo: () => t('test-check.rpo', 'Data loss (RPA against RPO)'),
  'no-leftovers': () => t('test-check.no-leftovers', 'Nothing is left of the test'),
};

/** What a check proves, with its subject (a port, a mount point, a card) when there are several of one name. */
export function restoreTestCheckText({ name, subject }: Pick<RestoreTestCheck, 'name' | 'subject'>): string {
  return subject === undefined ? names[name]() : `${names[name]()} ${subject}`;
}
