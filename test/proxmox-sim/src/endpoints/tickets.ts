import { ApiError, die, forbidden, invalid } from '../http/api-error.ts';
import { isEnabled } from '../http/authenticate.ts';
import { list, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { capabilities } from '../model/capabilities.ts';
import { isPassword, setPassword } from '../model/passwords.ts';
import { holds } from '../model/permissions.ts';

export const ticketEndpoints: Endpoint[] = [
  { method: 'GET', template: '/access/ticket', handle: () => null },
  { method: 'POST', template: '/access/ticket', handle: createTicket },
  { method: 'PUT', template: '/access/password', handle: changePassword },
];

/** Logs in with a password, or with a ticket of the same user that is still good. All that is wrong has one text. */
function createTicket(call: Call): unknown {
  const { sim, world } = call;
  const realm = optionalText(call, 'realm');
  const username = realm === undefined ? text(call, 'username') : `${text(call, 'username')}@${realm}`;
  if (!isEnabled(world.users[username]) || !knows(call, username, text(call, 'password'))) refuse();
  const user = { user: username, token: null };
  const path = optionalText(call, 'path');
  // With path and privs the call only asks whether the user may.
  if (path !== undefined) {
    if (!list(call, 'privs').every((privilege) => holds(world, user, path, privilege))) refuse();
    return { username };
  }
  return {
    username,
    ...sim.tickets.issue(username),
    cap: capabilities(world, user),
    ...(holds(world, user, '/', 'Sys.Audit') ? { clustername: world.cluster.name } : {}),
  };
}

/** The password is looked at in every realm that there is: pam and pve. */
function knows({ sim, world }: Call, username: string, password: string): boolean {
  if (sim.tickets.userOf(password) === username) return true;
  return /@(pam|pve)$/.test(username) && isPassword(password, world.users[username]?.passwordHash);
}

function refuse(): never {
  throw new ApiError(401, 'authentication failure');
}

function changePassword(call: Call): null {
  const { world, identity } = call;
  const userid = text(call, 'userid');
  const user = world.users[userid] ?? die(`no such user ('${userid}')`);
  if (identity.user !== 'root@pam') {
    // Accounts of the system belong to root.
    if (identity.user !== userid && userid.endsWith('@pam')) forbidden();
    const confirmation = optionalText(call, 'confirmation-password');
    if (confirmation === undefined) invalid({ 'confirmation-password': 'password is required to modify user' });
    if (!knows(call, identity.user, confirmation)) die('invalid credentials');
  }
  setPassword(user, userid, text(call, 'password'));
  return null;
}
