/** What a sample's value counts. `info` and `state` are always 1: the facts are in the labels. `flag` is 0 or 1. */
export type MetricUnit = 'bytes' | 'seconds' | 'timestamp' | 'ratio' | 'cpus' | 'count' | 'flag' | 'info' | 'state';

/**
 * One metric as plain data: the exporter renders it, rules, dashboards and the documentation are checked against it.
 * `labels` are all labels that a series of it can carry, in the order of the exposition.
 */
export interface MetricDefinition {
  readonly name: string;
  /** `untyped` is for a name that is kept although it breaks the conventions. */
  readonly type: 'gauge' | 'counter' | 'histogram' | 'untyped';
  readonly unit: MetricUnit;
  readonly help: string;
  readonly labels: readonly string[];
}
