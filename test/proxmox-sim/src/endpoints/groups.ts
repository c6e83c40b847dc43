import { die } from '../http/api-error.ts';
import { optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { holdsAny } from '../model/permissions.ts';

export const groupEndpoints: Endpoint[] = [
  { method: 'GET', template: '/access/groups', handle: listGroups },
  { method: 'POST', template: '/access/groups', handle: createGroup },
  { method: 'GET', template: '/access/groups/{groupid}', handle: getGroup },
  { method: 'PUT', template: '/access/groups/{groupid}', handle: updateGroup },
  { method: 'DELETE', template: '/access/groups/{groupid}', handle: deleteGroup },
];

function membersOf(call: Call, groupid: string): string[] {
  return Object.entries(call.world.users)
    .filter(([, user]) => user.groups.includes(groupid))
    .map(([userid]) => userid);
}

function listGroups(call: Call): unknown[] {
  const privileges = ['User.Modify', 'Sys.Audit', 'Group.Allocate'];
  return Object.entries(call.world.groups)
    .filter(([groupid]) => holdsAny(call.world, call.identity, `/access/groups/${groupid}`, privileges))
    .map(([groupid, group]) => ({ groupid, ...group, users: membersOf(call, groupid).join(',') }));
}

function createGroup(call: Call): null {
  const groupid = text(call, 'groupid');
  if (call.world.groups[groupid] !== undefined) die(`create group failed: group '${groupid}' already exists`);
  const comment = optionalText(call, 'comment');
  call.world.groups[groupid] = comment === undefined ? {} : { comment };
  return null;
}

function getGroup(call: Call): unknown {
  const groupid = text(call, 'groupid');
  const group = call.world.groups[groupid] ?? die(`group '${groupid}' does not exist`);
  return { ...group, members: membersOf(call, groupid) };
}

function updateGroup(call: Call): null {
  const groupid = text(call, 'groupid');
  const group = call.world.groups[groupid] ?? die(`update group failed: group '${groupid}' does not exist`);
  const comment = optionalText(call, 'comment');
  if (comment !== undefined) group.comment = comment;
  return null;
}

function deleteGroup(call: Call): null {
  const groupid = text(call, 'groupid');
  if (call.world.groups[groupid] === undefined) die(`delete group failed: group '${groupid}' does not exist`);
  delete call.world.groups[groupid];
  for (const user of Object.values(call.world.users)) user.groups = user.groups.filter((group) => group !== groupid);
  call.world.acl = call.world.acl.filter((entry) => !(entry.type === 'group' && entry.ugid === groupid));
  return null;
}
