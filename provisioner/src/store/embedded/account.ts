import { execFileSync } from 'node:child_process';

/** The system account that runs the database server, because PostgreSQL refuses root. */
const accountName = 'vigie-postgres';

export interface Account {
  uid: number;
  gid: number;
}

/** The account to run PostgreSQL as: a system account made on first use when we are root, null (ourselves) otherwise. */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  return lookUp() ?? create();
}

function create(): Account {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', accountName], { stdio: 'pipe' });
  } catch {
    // Another daemon may have made it meanwhile.
  }
  const account = lookUp();
  if (!account) throw new Error(`the system account ${accountName} could not be made; run useradd --system ${accountName}`);
  return account;
}

function lookUp(): Account | null {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, accountName], { stdio: 'pipe', encoding: 'utf8' }).trim());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}
