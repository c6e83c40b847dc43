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
  'Remote.DatastoreBackup',
  'Remote.DatastoreModify',
  'Remote.DatastorePrune',
  'Remote.Modify',
  'Remote.Read',
  'Sys.Console',
  'Sys.Modify',
  'Sys.PowerManagement',
  'Tape.Modify',
  'Tape.Read',
  'Tape.Write',
];

/** The roles of PBS, all that the schema names. */
export const pbsRoles: Readonly<Record<string, readonly string[]>> = {
  Admin: [...new Set(everything)].sort(),
  Audit: audit,
  NoAccess: [],
  DatastoreAdmin: datastoreAdmin,
  DatastoreAudit: ['Datastore.Audit'],
  DatastoreBackup: ['Datastore.Backup'],
  DatastorePowerUser: ['Datastore.Backup', 'Datastore.Prune'],
  DatastoreReader: ['Datastore.Audit', 'Datastore.Read', 'Datastore.Verify'],
  RemoteAdmin: ['Remote.Audit', 'Remote.Modify', 'Remote.Read'],
  RemoteAudit: ['Remote.Audit'],
  RemoteSyncOperator: ['Remote.Audit', 'Remote.Read'],
  RemoteSyncPushOperator: ['Remote.Audit', 'Remote.DatastoreBackup'],
  RemoteDatastorePowerUser: ['Remote.Audit', 'Remote.DatastoreBackup', 'Remote.DatastorePrune'],
  RemoteDatastoreAdmin: ['Remote.Audit', 'Remote.DatastoreBackup', 'Remote.DatastoreModify', 'Remote.DatastorePrune'],
  TapeAdmin: ['Tape.Audit', 'Tape.Modify', 'Tape.Read', 'Tape.Write'],
  TapeAudit: ['Tape.Audit'],
  TapeOperator: ['Tape.Audit', 'Tape.Read', 'Tape.Write'],
  TapeReader: ['Tape.Audit', 'Tape.Read'],
};
