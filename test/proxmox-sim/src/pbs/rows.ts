const chunk = 65_536;

/** A list that is made while it is sent: 300,000 rows never exist together. */
export class Rows {
  private readonly rows: Iterable<unknown>;

  constructor(rows: Iterable<unknown>) {
    this.rows = rows;
  }

  /** The answer's body in pieces. What a row's maker checks first, it throws at the first piece. */
  *body(): Generator<string> {
    let text = '{"data":[';
    let comma = '';
    for (const row of this.rows) {
      text += comma + JSON.stringify(row);
      comma = ',';
      if (text.length < chunk) continue;
      yield text;
      text = '';
    }
    yield `${text}]}`;
  }
}
