import { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BigValueColorMode,
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import { prometheus } from './variables.ts';

/** What every panel has. */
interface PanelSpec {
  title: string;
  /** Which question the panel answers, and what its number means. */
  description: string;
  /** A unit of Grafana's: `bytes`, `Bps`, `percentunit`, `s`, `short` ... */
  unit: string;
  /** `legend` names the series, in Grafana's form: `{{node}}`. */
  queries: { expr: string; legend?: string }[];
  /** Of 24 columns. */
  width: number;
  /** What is shown when there is no data. */
  noValue?: string;
  /** From which values it is orange, then red. */
  limits?: [warning: number, critical: number];
  /** Where more is better: from which values it is orange, then green; red below. */
  atLeast?: [poor: number, good: number];
}

/** Numbers of now. `states` replaces values by words. */
export function stat(spec: PanelSpec & { states?: Record<string, { text: string; color: string }> }): Stat {
  const coloured = spec.limits !== undefined || spec.atLeast !== undefined || spec.states !== undefined;
  const panel = framed(new Stat(), spec, 'instant')
    .height(4)
    .reduceOptions(lastValue())
    .graphMode(BigValueGraphMode.None)
    .colorMode(coloured ? BigValueColorMode.Background : BigValueColorMode.None);
  return spec.states ? panel.mappings([{ type: 'value' as never, options: spec.states }]) : panel;
}

/** Lines over time, from 0. `max` is for ratios that cannot be more. */
export function timeSeries(spec: PanelSpec & { stacked?: boolean; max?: number }): TimeSeries {
  const panel = framed(new TimeSeries(), spec, 'range')
    .height(8)
    .min(0)
    .fillOpacity(spec.stacked ? 30 : 8)
    .showPoints(VisibilityMode.Never)
    .legend(new VizLegendOptionsBuilder().displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).showLegend(true).calcs([]))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi));
  if (spec.max !== undefined) panel.max(spec.max);
  return spec.stacked ? panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal)) : panel;
}

/** One bar for each series, full at `max` or at the longest. */
export function bars(spec: PanelSpec & { max?: number }): BarGauge {
  const panel = framed(new BarGauge(), spec, 'instant').height(8).min(0).orientation(VizOrientation.Horizontal).reduceOptions(lastValue());
  return spec.max === undefined ? panel : panel.max(spec.max);
}

const lastValue = () => new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);

function framed<Panel extends Stat | TimeSeries | BarGauge>(panel: Panel, spec: PanelSpec, kind: 'instant' | 'range'): Panel {
  panel.title(spec.title).description(spec.description);
  panel.unit(spec.unit).span(spec.width).datasource(prometheus);
  panel.noValue(spec.noValue ?? 'No data').thresholds(thresholds(spec));
  spec.queries.forEach(({ expr, legend }, index) => {
    const query = new DataqueryBuilder().refId(refId(index)).datasource(prometheus).expr(expr);
    panel.withTarget(kind === 'instant' ? query.instant().legendFormat(legend ?? '') : query.range().legendFormat(legend ?? ''));
  });
  return panel;
}

/** A, B, C ... */
export const refId = (index: number) => String.fromCharCode('A'.charCodeAt(0) + index);

function thresholds({ limits, atLeast }: PanelSpec): ThresholdsConfigBuilder {
  const colours = atLeast ? ['red', 'orange', 'green'] : ['green', 'orange', 'red'];
  const steps = [null, ...(atLeast ?? limits ?? [])].map((value, index) => ({ value, color: colours[index] ?? 'green' }));
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}
