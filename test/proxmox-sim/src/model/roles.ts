/** Built-in roles of Proxmox VE 9.2, as recorded. */
const vmUser = [
  'VM.Audit', 'VM.Backup', 'VM.Config.CDROM', 'VM.Config.Cloudinit', 'VM.Console', 'VM.GuestAgent.Audit', 'VM.GuestAgent.FileRead',
  'VM.GuestAgent.FileSystemMgmt', 'VM.GuestAgent.FileWrite', 'VM.PowerMgmt',
];
const vmAdmin = [
  ...vmUser, 'VM.Allocate', 'VM.Clone', 'VM.Config.CPU', 'VM.Config.Disk', 'VM.Config.HWType', 'VM.Config.Memory', 'VM.Config.Network',
  'VM.Config.Options', 'VM.GuestAgent.Unrestricted', 'VM.Migrate', 'VM.Replicate', 'VM.Snapshot', 'VM.Snapshot.Rollback',
];
const datastoreAdmin = ['Datastore.Allocate', 'Datastore.AllocateSpace', 'Datastore.AllocateTemplate', 'Datastore.Audit'];
const sdnAdmin = ['SDN.Allocate', 'SDN.Audit', 'SDN.Use'];
const admin = [
  ...vmAdmin, ...datastoreAdmin, ...sdnAdmin, 'Group.Allocate', 'Mapping.Audit', 'Mapping.Use', 'Pool.Allocate', 'Pool.Audit',
  'Realm.AllocateUser', 'Sys.Audit', 'Sys.Console', 'Sys.Syslog', 'User.Modify',
];
const administrator = [
  ...admin, 'Mapping.Modify', 'Permissions.Modify', 'Realm.Allocate', 'Sys.AccessNetwork', 'Sys.Incoming', 'Sys.Modify', 'Sys.PowerMgmt',
];

export const builtInRoles: Readonly<Record<string, readonly string[]>> = {
  Administrator: administrator.sort(),
  NoAccess: [],
  PVEAdmin: admin.sort(),
  PVEAuditor: ['Datastore.Audit', 'Mapping.Audit', 'Pool.Audit', 'SDN.Audit', 'Sys.Audit', 'VM.Audit', 'VM.GuestAgent.Audit'],
  PVEDatastoreAdmin: datastoreAdmin,
  PVEDatastoreUser: ['Datastore.AllocateSpace', 'Datastore.Audit'],
  PVEMappingAdmin: ['Mapping.Audit', 'Mapping.Modify', 'Mapping.Use'],
  PVEMappingUser: ['Mapping.Audit', 'Mapping.Use'],
  PVEPoolAdmin: ['Pool.Allocate', 'Pool.Audit'],
  PVEPoolUser: ['Pool.Audit'],
  PVESDNAdmin: sdnAdmin,
  PVESDNUser: ['SDN.Audit', 'SDN.Use'],
  PVESysAdmin: ['Sys.Audit', 'Sys.Console', 'Sys.Syslog'],
  PVETemplateUser: ['VM.Audit', 'VM.Clone'],
  PVEUserAdmin: ['Group.Allocate', 'Realm.AllocateUser', 'User.Modify'],
  PVEVMAdmin: vmAdmin.sort(),
  PVEVMUser: vmUser,
};

export const allPrivileges: ReadonlySet<string> = new Set(administrator);

/** The privileges that a provisioner needs; proved one by one on a real cluster. */
export const provisionerPrivileges = [
  'Datastore.Allocate', 'Datastore.AllocateSpace', 'Datastore.Audit', 'Group.Allocate', 'Permissions.Modify', 'Pool.Allocate', 'Pool.Audit',
  'Realm.AllocateUser', 'SDN.Allocate', 'SDN.Audit', 'SDN.Use', 'Sys.Audit', 'Sys.Console', 'Sys.Modify', 'User.Modify', 'VM.Allocate',
  'VM.Audit', 'VM.Backup', 'VM.Clone', 'VM.Config.CDROM', 'VM.Config.CPU', 'VM.Config.Cloudinit', 'VM.Config.Disk', 'VM.Config.HWType',
  'VM.Config.Memory', 'VM.Config.Network', 'VM.Config.Options', 'VM.Console', 'VM.GuestAgent.Audit', 'VM.GuestAgent.FileRead',
  'VM.GuestAgent.FileSystemMgmt', 'VM.GuestAgent.FileWrite', 'VM.GuestAgent.Unrestricted', 'VM.Migrate', 'VM.PowerMgmt', 'VM.Snapshot',
];
