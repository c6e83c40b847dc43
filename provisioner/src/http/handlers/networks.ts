import type { Handler } from '../handler.ts';

export const listNetworks: Handler<'listNetworks'> = ({ networks }, { caller, query }) => networks.list(caller, query);

export const listNetworkPools: Handler<'listNetworkPools'> = ({ networks }, { caller }) => networks.pools(caller);
