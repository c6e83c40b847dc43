import type { Handler } from '../handler.ts';

export const listVms: Handler<'listVms'> = ({ vms }, { caller, query }) => vms.list(caller, query);

export const getVm: Handler<'getVm'> = ({ vms }, { caller, params }) => vms.get(caller, params.id);
