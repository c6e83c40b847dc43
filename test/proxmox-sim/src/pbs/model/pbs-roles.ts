const audit = ['Datastore.Audit', 'Sys.Audit', 'Remote.Audit', 'Tape.Audit'];
const datastoreAdmin = [
  'Datastore.Allocate',
  'Datastore.Audit',
  'Datastore.Backup',
  'Datastore.Modify',
  'Datastore.Prune',
  'Datastore.Read',
  'Datastore.Verify',
];
const everything = [
  ...datastoreAdmin,
  ...audit,
  'Permissions.Modify',
  'Realm.Allocate',
  'Remote.Modify',
  'Remote.Read',
  'Sys.Console',
  'Sys.Modify',
  'Sys.PowerManagement',
  'Tape.Modify',
  'Tape.Read',
  'Tape.Write',
];

/** The roles of PBS as far as its datastores need them; the schema has more names. */
export const pbsRoles: Readonly<Record<string, readonly string[]>> = {
  Admin: [...new Set(everything)].sort(),
  Audit: audit,
  NoAccess: [],
  DatastoreAdmin: datastoreAdmin,
  DatastoreAudit: ['Datastore.Audit'],
  DatastoreBackup: ['Datastore.Backup'],
  DatastorePowerUser: ['Datastore.Backup', 'Datastore.Prune'],
  DatastoreReader: ['Datastore.Audit', 'Datastore.Read', 'Datastore.Verify'],
};
