import { die, invalid } from '../http/api-error.ts';
import { flag, list, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { privilegesOfRole, roleExists } from '../model/permissions.ts';
import { builtInRoles } from '../model/roles.ts';

export const roleEndpoints: Endpoint[] = [
  { method: 'GET', template: '/access/roles', handle: listRoles },
  { method: 'POST', template: '/access/roles', handle: createRole },
  { method: 'GET', template: '/access/roles/{roleid}', handle: getRole },
  { method: 'PUT', template: '/access/roles/{roleid}', handle: updateRole },
  { method: 'DELETE', template: '/access/roles/{roleid}', handle: deleteRole },
];

function listRoles({ world }: Call): unknown[] {
  const builtIn = Object.entries(builtInRoles).map(([roleid, privs]) => ({ roleid, privs: privs.join(','), special: 1 }));
  return [...builtIn, ...Object.entries(world.roles).map(([roleid, privs]) => ({ roleid, privs: privs.toSorted().join(','), special: 0 }))];
}

function createRole(call: Call): null {
  const roleid = text(call, 'roleid');
  if (/^pve/i.test(roleid)) invalid({ roleid: "cannot use role ID starting with the (case-insensitive) 'PVE' namespace" });
  if (roleExists(call.world, roleid)) die(`create role failed: role '${roleid}' already exists`);
  call.world.roles[roleid] = list(call, 'privs');
  return null;
}

function getRole(call: Call): unknown {
  const roleid = text(call, 'roleid');
  if (!roleExists(call.world, roleid)) die(`role '${roleid}' does not exist`);
  return Object.fromEntries(privilegesOfRole(call.world, roleid).map((privilege) => [privilege, 1]));
}

function updateRole(call: Call): null {
  const roleid = text(call, 'roleid');
  if (roleid in builtInRoles) die(`auto-generated role '${roleid}' cannot be modified`);
  const before = call.world.roles[roleid] ?? die(`update role failed: role '${roleid}' does not exist`);
  const given = list(call, 'privs');
  call.world.roles[roleid] = flag(call, 'append') ? [...new Set([...before, ...given])] : given;
  return null;
}

function deleteRole(call: Call): null {
  const roleid = text(call, 'roleid');
  if (roleid in builtInRoles) die(`auto-generated role '${roleid}' cannot be deleted`);
  if (call.world.roles[roleid] === undefined) die(`delete role failed: role '${roleid}' does not exist`);
  delete call.world.roles[roleid];
  call.world.acl = call.world.acl.filter((entry) => entry.roleid !== roleid);
  return null;
}
