import type { Database, Queryable } from '../../../provisioner/src/store/database.ts';

/** A change that was asked of Proxmox; `nth`: of those of its kind, from 0. */
export interface Call {
  readonly method: string;
  readonly template: string;
  readonly nth: number;
  /** It was answered with a task. */
  task: boolean;
}

/** Where a life ends, as by kill -9. `written`: before the nth writing to the database, from 0. */
export type Cut = { call: Pick<Call, 'method' | 'template' | 'nth'>; when: 'before' | 'after' } | { written: number };

/** A process that may end at any await: from then on nothing of it happens any more. */
export interface Mortal {
  readonly dead: boolean;
  /** Resolves when it ended. */
  readonly ended: Promise<void>;
  end(): void;
  /** What `act` comes to, if one lives to see it. */
  live<Result>(act: () => Promise<Result>): Promise<Result>;
}

const never = <Result>(): Promise<Result> => new Promise<Result>(() => {});

export function mortal(): Mortal {
  let dead = false;
  let tell = () => {};
  const ended = new Promise<void>((resolve) => (tell = resolve));
  return {
    get dead() {
      return dead;
    },
    ended,
    end() {
      dead = true;
      tell();
    },
    async live(act) {
      if (dead) return never();
      try {
        const result = await act();
        return dead ? await never() : result;
      } catch (error) {
        if (dead) return never();
        throw error;
      }
    },
  };
}

/**
 * The database as a mortal process sees it. `onWrite` is called before each statement that writes, of a transaction before the first one:
 * wherever in it a process ends, nothing of it was written.
 */
export function mortalDatabase(db: Database, life: Mortal, onWrite: () => void): Database {
  const through = (queryable: Queryable, onWriting = onWrite): Queryable => ({
    query: (text, values) => {
      if (/^\s*(insert|update|delete)\b/i.test(text) && !life.dead) onWriting();
      return life.live(() => queryable.query(text, values));
    },
  });
  const first = () => {
    let before = true;
    return () => {
      if (before) onWrite();
      before = false;
    };
  };
  return {
    url: db.url,
    ...through(db),
    transaction: (act) => life.live(() => db.transaction((tx) => act(through(tx, first())))),
    close: () => db.close(),
  };
}
