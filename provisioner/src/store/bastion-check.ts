import type { Queryable } from './database.ts';

/** When the bastion was last looked at, and whether it was in line then; null before the first time. */
export interface BastionCheck {
  checkedAt: Date;
  inLine: boolean;
}

export async function noteBastionCheck(db: Queryable, { checkedAt, inLine }: BastionCheck): Promise<void> {
  await db.query(
    `insert into vigie.bastion_check (checked_at, in_line) values ($1, $2)
     on conflict (one) do update set checked_at = excluded.checked_at, in_line = excluded.in_line`,
    [checkedAt, inLine],
  );
}

export async function bastionCheck(db: Queryable): Promise<BastionCheck | null> {
  const { rows } = await db.query<BastionCheck>('select checked_at as "checkedAt", in_line as "inLine" from vigie.bastion_check');
  return rows[0] ?? null;
}
