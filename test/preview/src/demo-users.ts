/** Grafana's organisation roles, weakest first: a route's or page's role admits the roles from it on. */
export const roles = ['Viewer', 'Editor', 'Admin'] as const;
export type Role = (typeof roles)[number];

export interface DemoOrg {
  readonly id: number;
  readonly name: string;
}

/** A person who can be signed in without a password: the stand-in listens on the loopback only. */
export interface DemoUser {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly org: DemoOrg;
  readonly role: Role;
}

const operator: DemoOrg = { id: 1, name: 'Operator' };
const acme: DemoOrg = { id: 2, name: 'Acme' };
const globex: DemoOrg = { id: 3, name: 'Globex' };

export const demoUsers: readonly DemoUser[] = [
  { id: 1, login: 'admin', name: 'Ada Operator', email: 'admin@operator.example', org: operator, role: 'Admin' },
  { id: 2, login: 'acme-editor', name: 'Alice Acme', email: 'alice@acme.example', org: acme, role: 'Editor' },
  { id: 3, login: 'acme-viewer', name: 'Victor Acme', email: 'victor@acme.example', org: acme, role: 'Viewer' },
  { id: 4, login: 'globex-editor', name: 'Gina Globex', email: 'gina@globex.example', org: globex, role: 'Editor' },
  // Steps that destroy need two persons.
  { id: 5, login: 'ops-admin', name: 'Olga Ops', email: 'olga@operator.example', org: operator, role: 'Admin' },
];

export function findUser(login: string | undefined): DemoUser | undefined {
  return demoUsers.find((user) => user.login === login);
}

/** True when `role` may do what `required` may; a missing requirement admits everyone, as in Grafana. */
export function roleAdmits(role: Role, required: Role | undefined): boolean {
  return required === undefined || roles.indexOf(role) >= roles.indexOf(required);
}
