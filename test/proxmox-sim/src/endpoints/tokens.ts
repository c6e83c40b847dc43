import { randomUUID } from 'node:crypto';
import { die, invalid } from '../http/api-error.ts';
import { hashSecret } from '../http/authenticate.ts';
import { flag, number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import type { TokenState } from '../state/world.ts';
import { userOf } from './users.ts';

export const tokenEndpoints: Endpoint[] = [
  { method: 'GET', template: '/access/users/{userid}/token', handle: listTokens },
  { method: 'GET', template: '/access/users/{userid}/token/{tokenid}', handle: (call) => shown(tokenOf(call)) },
  { method: 'POST', template: '/access/users/{userid}/token/{tokenid}', handle: createToken },
  { method: 'PUT', template: '/access/users/{userid}/token/{tokenid}', handle: updateToken },
  { method: 'DELETE', template: '/access/users/{userid}/token/{tokenid}', handle: deleteToken },
];

function tokenOf(call: Call): TokenState {
  const tokenid = text(call, 'tokenid');
  return userOf(call).tokens[tokenid] ?? die(`no such token '${tokenid}' for user '${text(call, 'userid')}'`);
}

function shown({ secretHash: _, ...token }: TokenState): Record<string, unknown> {
  return token;
}

function listTokens(call: Call): unknown[] {
  return Object.entries(userOf(call).tokens).map(([tokenid, token]) => ({ tokenid, ...shown(token) }));
}

function createToken(call: Call): unknown {
  const user = userOf(call);
  const tokenid = text(call, 'tokenid');
  if (user.tokens[tokenid] !== undefined) invalid({ tokenid: 'Token already exists.' });
  const value = randomUUID();
  const comment = optionalText(call, 'comment');
  const token: TokenState = {
    privsep: Number(flag(call, 'privsep', true)),
    expire: Number(call.params['expire'] ?? 0),
    ...(comment === undefined ? {} : { comment }),
    secretHash: hashSecret(value),
  };
  user.tokens[tokenid] = token;
  const info = {
    privsep: String(token.privsep),
    ...(token.expire === 0 ? {} : { expire: String(token.expire) }),
    ...(comment === undefined ? {} : { comment }),
  };
  return { 'full-tokenid': `${text(call, 'userid')}!${tokenid}`, info, value };
}

function updateToken(call: Call): unknown {
  const token = tokenOf(call);
  if (call.params['privsep'] !== undefined) token.privsep = number(call, 'privsep');
  if (call.params['expire'] !== undefined) token.expire = number(call, 'expire');
  const comment = optionalText(call, 'comment');
  if (comment !== undefined) token.comment = comment;
  // Values of this call come back as they were sent, stored ones as numbers.
  const given = Object.fromEntries(
    ['privsep', 'expire'].filter((name) => call.params[name] !== undefined).map((name) => [name, text(call, name)]),
  );
  if (!flag(call, 'regenerate')) return { ...shown(token), ...given };
  const value = randomUUID();
  token.secretHash = hashSecret(value);
  return { ...shown(token), ...given, 'full-tokenid': `${text(call, 'userid')}!${text(call, 'tokenid')}`, value };
}

function deleteToken(call: Call): null {
  tokenOf(call);
  const tokenid = text(call, 'tokenid');
  delete userOf(call).tokens[tokenid];
  const ugid = `${text(call, 'userid')}!${tokenid}`;
  call.world.acl = call.world.acl.filter((entry) => entry.ugid !== ugid);
  return null;
}
