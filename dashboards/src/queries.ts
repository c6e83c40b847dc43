/** One query of a dashboard, with where it is. */
export interface DashboardQuery {
  /** e.g. `CPU of the nodes A` or `variable tenant`. */
  where: string;
  expr: string;
  /** Labels that the panel reads of the result: in the legend and in the columns of a table. */
  labels: string[];
}

/** A dashboard as it is in its file, as far as it is read here. */
export interface DashboardFile {
  uid: string;
  title: string;
  description?: string;
  tags: string[];
  templating: { list: { name: string; type: string; query: string | { query: string } }[] };
  panels: PanelFile[];
}

export interface PanelFile {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource?: { uid: string };
  fieldConfig?: { defaults: { unit?: string }; overrides: { properties: { id: string }[] }[] };
  targets?: { refId: string; expr: string; legendFormat?: string; datasource?: { uid: string } }[];
  transformations?: { id: string; options: { include?: { names: string[] } } }[];
}

/** Every query of the panels. */
export function panelQueries({ panels }: DashboardFile): DashboardQuery[] {
  return panels.flatMap(({ title, targets = [], transformations = [] }) =>
    targets.map(({ refId, expr, legendFormat = '' }) => {
      const legend = [...legendFormat.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label]) => label!);
      const columns = transformations.flatMap(({ options }) => options.include?.names ?? []).filter((name) => !/^Value( #[A-Z])?$/.test(name));
      return { where: `${title} ${refId}`, expr, labels: [...legend, ...columns] };
    }),
  );
}

/** The PromQL inside of the variables' queries. */
export function variableQueries({ templating }: DashboardFile): DashboardQuery[] {
  return templating.list
    .filter(({ type }) => type === 'query')
    .map(({ name, query }) => {
      const text = typeof query === 'string' ? query : query.query;
      const [, values, label, result] = /^(?:label_values\((.+), (\w+)\)|query_result\((.+)\))$/.exec(text) ?? [];
      return { where: `variable ${name}`, expr: values ?? result ?? text, labels: label ? [label] : [] };
    });
}

/** Puts values in the places of Grafana's variables; `$1` and the like are PromQL's. */
export function withVariables(expr: string, values: Record<string, string>): string {
  return expr.replace(/\$(?:\{(\w+)(?::\w+)?\}|([A-Za-z_]\w*))/g, (whole, braced: string | undefined, bare: string | undefined) => {
    const value = values[braced ?? bare ?? ''];
    if (value === undefined) throw new Error(`no value for ${whole} in ${expr}`);
    return value;
  });
}
