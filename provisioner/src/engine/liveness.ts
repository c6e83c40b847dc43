import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';
import { keepAlive } from '../store/database.ts';
import { inTurn } from '../in-turn.ts';

const lockClass = 7001;
/** A killed process of the same name frees its lock when the database sees its connection go: at once here, or about 11 s later. */
const takeAttempts = 75;
/**
 * How often the database is asked for a sign of life, and how long it may take to answer. Together less than the 11 s after which it
 * gives up a connection that is dead on our side too: by then another replica takes over, and this one must have ended.
 */
const beat = { everyMs: 2_000, answerMs: 6_000 };

/** The lock by which other replicas see that this one lives. */
export interface Liveness {
  /** Takes the lock of another replica if that one is dead, calls `act`, and gives it back. False when it lives. */
  whileDead(replica: string, act: () => Promise<void>): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Holds a session lock named after the replica on a connection of its own. `onLost` is called when that connection breaks or is silent:
 * the process must end then, because another replica may already be taking over its work.
 */
export async function holdLiveness(url: string, replica: string, log: Log, onLost: () => void): Promise<Liveness> {
  const client = new pg.Client({ connectionString: url, ...keepAlive });
  let released = false;
  const lost = (error?: Error) => {
    if (released) return;
    released = true;
    log.fatal({ err: error, replica }, 'the liveness lock was lost');
    onLost();
  };
  client.on('error', lost);
  client.on('end', () => lost());
  await client.connect();
  await client.query('set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3');
  for (let attempt = 1; !(await tryLock(client, replica)); attempt++) {
    if (attempt === takeAttempts) {
      throw new Error(`another daemon runs as replica "${replica}" on this database: stop it, or set provisioner.replica to another name`);
    }
    await sleep(200);
  }
  // One query at a time: the client's own queue is on its way out.
  const oneByOne = inTurn();
  void (async () => {
    while (!released) {
      await answerOf(oneByOne(() => client.query('select 1')));
      await sleep(beat.everyMs, undefined, { ref: false });
    }
  })().catch(lost);
  return {
    async whileDead(other, act) {
      if (other === replica || !(await oneByOne(() => tryLock(client, other)))) return false;
      try {
        await act();
      } finally {
        await oneByOne(() => client.query('select pg_advisory_unlock($1, hashtext($2))', [lockClass, other]));
      }
      return true;
    },
    async release() {
      released = true;
      await client.end();
    },
  };
}

/** Throws when there is none in time: a connection can be dead for minutes before its socket tells. */
async function answerOf(asked: Promise<unknown>): Promise<void> {
  const silence = async () => {
    await sleep(beat.answerMs, undefined, { ref: false });
    // A process that was held up itself reads what came meanwhile before it judges.
    await nextTurn();
    throw new Error(`the database did not answer within ${beat.answerMs / 1000} s`);
  };
  await Promise.race([asked, silence()]);
}

async function tryLock(client: pg.Client, replica: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as locked', [lockClass, replica]);
  return rows[0]?.locked === true;
}
