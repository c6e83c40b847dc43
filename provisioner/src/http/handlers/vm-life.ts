import type { Handler } from '../handler.ts';

export const actOnVm: Handler<'actOnVm'> = ({ vmLife }, { caller, params, body }) => vmLife.act(caller, params.id, body.action);

export const resizeVm: Handler<'resizeVm'> = ({ vmLife }, { caller, params, body }) => vmLife.resize(caller, params.id, body);

export const rotateKey: Handler<'rotateKey'> = ({ vmLife }, { caller, params, body }) => vmLife.rotateKey(caller, params.id, body);

export const getVmConsole: Handler<'getVmConsole'> = ({ vmLife }, { caller, params }) => vmLife.console(caller, params.id);

export const listSnapshots: Handler<'listSnapshots'> = ({ vmLife }, { caller, params }) => vmLife.snapshots(caller, params.id);

export const createSnapshot: Handler<'createSnapshot'> = ({ vmLife }, { caller, params, body }) =>
  vmLife.createSnapshot(caller, params.id, body);

export const rollbackSnapshot: Handler<'rollbackSnapshot'> = ({ vmLife }, { caller, params }) =>
  vmLife.rollbackSnapshot(caller, params.id, params.name);

export const deleteSnapshot: Handler<'deleteSnapshot'> = ({ vmLife }, { caller, params }) =>
  vmLife.deleteSnapshot(caller, params.id, params.name);

export const deleteVm: Handler<'deleteVm'> = ({ vmLife }, { caller, params }) => vmLife.remove(caller, params.id);

export const recallVm: Handler<'recallVm'> = ({ vmLife }, { caller, params }) => vmLife.recall(caller, params.id);

export const listVmOperations: Handler<'listVmOperations'> = ({ vmLife }, { caller, query }) => vmLife.operations(caller, query);

export const getVmOperation: Handler<'getVmOperation'> = ({ vmLife }, { caller, params }) => vmLife.operation(caller, params.id);
