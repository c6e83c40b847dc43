import type { Handler } from '../handler.ts';

export const listBackupPolicies: Handler<'listBackupPolicies'> = ({ backups }, { caller }) => backups.policies(caller);

export const putBackupPolicy: Handler<'putBackupPolicy'> = ({ backups }, { caller, body }) => backups.changePolicy(caller, body);

export const listProtection: Handler<'listProtection'> = ({ backups }, { caller, query }) => backups.protection(caller, query);

export const listRestorePoints: Handler<'listRestorePoints'> = ({ backups }, { caller, params }) => backups.restorePoints(caller, params.id);

export const createBackup: Handler<'createBackup'> = ({ backups }, { caller, params }) => backups.create(caller, params.id);

export const listBackupRuns: Handler<'listBackupRuns'> = ({ backups }, { caller, query }) => backups.runs(caller, query);

export const getBackupRun: Handler<'getBackupRun'> = ({ backups }, { caller, params }) => backups.run(caller, params.id);
