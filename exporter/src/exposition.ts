import { allMetrics } from '@vigie/metrics/all';
import type { MetricDefinition } from '@vigie/metrics/definition';

/** Content type of the text format that `Exposition.render` writes. */
export const expositionContentType = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * The samples of one scrape, rendered as Prometheus text with each family's HELP and TYPE once.
 * prom-client is not used here: it keeps objects per series, and a scrape of 10,000 guests makes 180,000 of them anew.
 */
export class Exposition {
  readonly #families = new Map<MetricDefinition, string[]>();

  /** `labels` is what `labelText` gave: many samples of one guest share it. */
  add(metric: MetricDefinition, labels: string, value: number): void {
    const lines = this.#families.get(metric);
    const line = `${metric.name}{${labels}} ${valueText(value)}\n`;
    if (lines) lines.push(line);
    else this.#families.set(metric, [line]);
  }

  /** As `add`, for a value that Proxmox may leave out: no value, no series. */
  addIfKnown(metric: MetricDefinition, labels: string, value: number | undefined): void {
    if (value !== undefined) this.add(metric, labels, value);
  }

  render(): string {
    return allMetrics
      .map((metric) => {
        const lines = this.#families.get(metric);
        return lines ? `# HELP ${metric.name} ${helpText(metric.help)}\n# TYPE ${metric.name} ${metric.type}\n${lines.join('')}` : '';
      })
      .join('');
  }
}

/** Labels between the braces, escaped: `cluster="demo",id="qemu/100"`. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabelValue(value)}"`)
    .join(',');
}

const escapes: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

function escapeLabelValue(value: string): string {
  // Guest names, tags and pools come from tenants. Lone surrogates and NUL are not valid in the format.
  return value
    .toWellFormed()
    .replaceAll('\0', '\ufffd')
    .replace(/[\\"\n]/g, (char) => escapes[char] ?? char);
}

function helpText(help: string): string {
  return help.replace(/[\\\n]/g, (char) => escapes[char] ?? char);
}

function valueText(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return String(value);
}
