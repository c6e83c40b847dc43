/** A list that is made while it is written: 300,000 rows never exist together. */
export class Rows {
  private readonly rows: Iterable<unknown>;

  constructor(rows: Iterable<unknown>) {
    this.rows = rows;
  }

  /** The JSON array. */
  text(): string {
    let text = '';
    for (const row of this.rows) text += `${text === '' ? '[' : ','}${JSON.stringify(row)}`;
    return text === '' ? '[]' : `${text}]`;
  }
}
