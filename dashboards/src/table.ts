import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PromQueryFormat, DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { refId } from './panels.ts';
import { prometheus } from './variables.ts';

interface TableSpec {
  title: string;
  description: string;
  width: number;
  height?: number;
  /** Columns from labels: the label, and the head of its column. All queries give all of them. */
  labels: Record<string, string>;
  /** One column for each query. */
  values: { expr: string; head: string; unit: string; states?: Record<string, { text: string; color: string }> }[];
  /** The column whose largest values come first. */
  largestFirst?: string;
  /** Where a click on a cell of a column leads. */
  link?: { head: string; title: string; url: string };
}

/** A table of now: rows of several queries that agree in their labels become one row. */
export function table({ title, description, width, height = 9, labels, values, largestFirst, link }: TableSpec): Table {
  const panel = new Table().title(title).description(description).span(width).height(height).datasource(prometheus).noValue('');
  const names = [...Object.keys(labels), ...values.map((_, index) => valueField(index, values.length))];
  const heads = [...Object.values(labels), ...values.map(({ head }) => head)];
  values.forEach(({ expr }, index) =>
    panel.withTarget(new DataqueryBuilder().refId(refId(index)).datasource(prometheus).expr(expr).instant().format(PromQueryFormat.Table)),
  );
  panel
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({ id: 'filterFieldsByName', options: { include: { names } } })
    .withTransformation({
      id: 'organize',
      options: { indexByName: record(names, (_, index) => index), renameByName: record(names, (_, index) => heads[index]) },
    });
  for (const { head, unit, states } of values) {
    const mappings = states
      ? [{ id: 'mappings', value: [{ type: 'value', options: states }] }, { id: 'custom.cellOptions', value: { type: 'color-text' } }]
      : [];
    panel.overrideByName(head, [{ id: 'unit', value: unit }, ...mappings]);
  }
  if (largestFirst) panel.sortBy([new TableSortByFieldStateBuilder().displayName(largestFirst).desc(true)]);
  if (link) panel.overrideByName(link.head, [{ id: 'links', value: [{ title: link.title, url: link.url }] }]);
  return panel;
}

/** Grafana names the values of a lone query otherwise. */
const valueField = (index: number, count: number) => (count === 1 ? 'Value' : `Value #${refId(index)}`);

function record<Value>(names: string[], value: (name: string, index: number) => Value): Record<string, Value> {
  return Object.fromEntries(names.map((name, index) => [name, value(name, index)]));
}
