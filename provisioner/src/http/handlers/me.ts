import type { Handler } from '../handler.ts';

export const getMe: Handler<'getMe'> = (_services, { caller }) => ({ ...caller, capabilities: [...caller.capabilities].sort() });
