import type { ErrorCode } from '../data/problem';
import { t } from '../i18n/t';

const titles: Record<ErrorCode, () => string> = {
  'invalid-json': () => t('problem.invalid-json', 'The request could not be read'),
  'invalid-request': () => t('problem.invalid-request', 'Some fields need a correction'),
  unauthenticated: () => t('problem.unauthenticated', 'The provisioner does not recognise this Grafana organisation'),
  forbidden: () => t('problem.forbidden', 'You are not allowed to do this'),
  'not-found': () => t('problem.not-found', 'This does not exist, or no longer'),
  'method-not-allowed': () => t('problem.method-not-allowed', 'The provisioner does not offer this action'),
  'wrong-state': () => t('problem.wrong-state', 'This is not possible in the state it is in now'),
  'second-person-needed': () => t('problem.second-person-needed', 'Another person must confirm this'),
  'name-taken': () => t('problem.name-taken', 'This name is already taken'),
  'idempotency-key-reused': () => t('problem.idempotency-key-reused', 'This form was already sent with other values'),
  'body-too-large': () => t('problem.body-too-large', 'The request is too large'),
  'unsupported-media-type': () => t('problem.unsupported-media-type', 'The provisioner does not understand this format'),
  'unknown-offer': () => t('problem.unknown-offer', 'This offer is not sold here, or no longer'),
  'unknown-option': () => t('problem.unknown-option', 'An option or value is no longer sold'),
  'limit-exceeded': () => t('problem.limit-exceeded', 'There are only so many machines of this offer'),
  'quota-exceeded': () => t('problem.quota-exceeded', 'The quota does not allow this'),
  'rate-limited': () => t('problem.rate-limited', 'Too many requests: wait a moment, then try again'),
  internal: () => t('problem.internal', 'Something broke on the provisioner’s side'),
  'proxmox-unreadable': () => t('problem.proxmox-unreadable', 'Proxmox cannot be read at the moment'),
  'bastion-unusable': () => t('problem.bastion-unusable', 'The bastion cannot be used at the moment'),
  'not-ready': () => t('problem.not-ready', 'The provisioner is starting, or a part of it is down'),
  unreachable: () => t('problem.unreachable', 'The provisioner cannot be reached'),
  offline: () => t('problem.offline', 'Grafana does not answer'),
  unexpected: () => t('problem.unexpected', 'The answer was not understood'),
};

/** What happened, as a short sentence. The provisioner's own detail says more. */
export const problemTitle = (code: ErrorCode): string => titles[code]();
