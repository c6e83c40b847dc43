import type { Queryable } from './database.ts';
import { scopeCondition, Values, type Scope } from './scope.ts';

export interface NewestFirst {
  /** `select ... from ...` up to where conditions begin; `alias` names the listed table in it. */
  select: string;
  alias: string;
  scope: Scope;
  /** The last id of the page before; null for the first page. */
  after: string | null;
  limit: number;
  /** Columns of the listed table, written by us, and what they must be; undefined: anything. */
  equal: Record<string, string | undefined>;
}

/** A page of what has a sortable id, newest first: `limit + 1` rows, so that the caller can tell whether more follow. */
export async function newestFirst<Row extends object>(db: Queryable, query: NewestFirst): Promise<Row[]> {
  const { select, alias, scope, after, limit, equal } = query;
  const values = new Values();
  const conditions = [scopeCondition(scope, values, `${alias}.tenant`)];
  if (after !== null) conditions.push(`${alias}.id < ${values.add(after)}`);
  for (const [column, value] of Object.entries(equal)) {
    if (value !== undefined) conditions.push(`${alias}.${column} = ${values.add(value)}`);
  }
  const text = `${select} where ${conditions.join(' and ')} order by ${alias}.id desc limit ${values.add(limit + 1)}`;
  return (await db.query<Row>(text, values.list)).rows;
}
