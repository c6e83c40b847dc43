/** One change of the schema. Never edited once released: add another. */
export interface Migration {
  name: string;
  sql: string;
}
