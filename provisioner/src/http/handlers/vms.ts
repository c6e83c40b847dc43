import type { Handler } from '../handler.ts';

export const listVms: Handler<'listVms'> = ({ vms }, { caller, query }) => vms.list(caller, query);

export const getVm: Handler<'getVm'> = ({ vms }, { caller, params }) => vms.get(caller, params.id);

export const syncVms: Handler<'syncVms'> = ({ vms }, { caller }) => vms.sync(caller);

export const syncBastion: Handler<'syncBastion'> = ({ syncBastion: sync }, { caller }) => sync(caller);

export const getDrift: Handler<'getDrift'> = ({ drift }, { caller }) => drift(caller);
