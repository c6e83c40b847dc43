import type { MetricDefinition } from '@vigie/metrics/definition';

/** What the head of a family tells; of our own metrics and of those that a library makes. */
export type ExposedMetric = Pick<MetricDefinition, 'name' | 'type' | 'help'>;

/** What a format wants besides the samples, which both write the same way. */
export interface ExpositionFormat {
  readonly contentType: string;
  /** The lines before the samples of one family. `taken` are the names of all metrics in the exposition. */
  head(metric: ExposedMetric, taken: ReadonlySet<string>): string;
  /** The last line of the exposition. */
  readonly end: string;
}

/** The text format of Prometheus. */
export const textFormat: ExpositionFormat = {
  contentType: 'text/plain; version=0.0.4; charset=utf-8',
  head: ({ name, type, help }) => `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`,
  end: '',
};

/**
 * OpenMetrics 1.0. A counter's family is named without `_total` there. Where that is the name of another metric, as with the
 * names of prometheus-pve-exporter that are kept, two families of one name would break the format: such a counter is told as
 * `unknown`, under its whole name. That is also what OpenMetrics calls a metric without a type. So every series has the same name in both formats.
 */
export const openMetricsFormat: ExpositionFormat = {
  contentType: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  head(metric, taken) {
    const family = metric.type === 'counter' ? metric.name.replace(/_total$/, '') : metric.name;
    const clashes = family !== metric.name && taken.has(family);
    const [name, type] = clashes ? [metric.name, 'unknown'] : [family, metric.type === 'untyped' ? 'unknown' : metric.type];
    const unit = unitSuffixes.find((suffix) => name.endsWith(`_${suffix}`));
    const unitLine = unit === undefined ? '' : `# UNIT ${name} ${unit}\n`;
    return `# TYPE ${name} ${type}\n${unitLine}# HELP ${name} ${escapeHelp(metric.help).replaceAll('"', '\\"')}\n`;
  },
  end: '# EOF\n',
};

// A unit may be told only of a family whose name ends in it.
const unitSuffixes = ['bytes', 'seconds', 'ratio'];

function escapeHelp(help: string): string {
  return help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
