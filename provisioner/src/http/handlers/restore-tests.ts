import type { Handler } from '../handler.ts';

export const listRestoreTests: Handler<'listRestoreTests'> = ({ restoreTests }, { caller, query }) => restoreTests.list(caller, query);

export const createRestoreTest: Handler<'createRestoreTest'> = ({ restoreTests }, { caller, body }) => restoreTests.create(caller, body);

export const getRestoreTest: Handler<'getRestoreTest'> = ({ restoreTests }, { caller, params }) => restoreTests.get(caller, params.id);

export const cancelRestoreTest: Handler<'cancelRestoreTest'> = ({ restoreTests }, { caller, params }) =>
  restoreTests.cancel(caller, params.id);

export const getRestoreTestEvidence: Handler<'getRestoreTestEvidence'> = ({ restoreTests }, { caller, params }) =>
  restoreTests.evidence(caller, params.id);
