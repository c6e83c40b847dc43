import { allMetrics } from '@vigie/metrics/all';
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { discoveryLabels, foreignMetrics } from './foreign-metrics.ts';
import type { DashboardQuery } from './queries.ts';

/** What is wrong with a query, in which Grafana's variables have values already; empty when nothing is. */
export function checkQuery({ where, expr, labels: read }: DashboardQuery): string[] {
  const all = nodesOf(parser.parse(expr).topNode);
  if (all.some(({ type }) => type.isError)) return [`${where}: no PromQL: ${expr}`];
  const text = (node: SyntaxNode) => expr.slice(node.from, node.to);
  const problems: string[] = [];
  const known = new Set(all.some(({ name }) => name === 'LabelReplace') ? labelReplaceTargets(all, text) : []);

  for (const selector of all.filter(({ name }) => name === 'VectorSelector')) {
    const metric = text(selector.getChild('Identifier') ?? selector);
    const labels = labelsOf(metric);
    if (!labels) {
      problems.push(`${where}: there is no metric ${metric}`);
      continue;
    }
    labels.forEach((label) => known.add(label));
    const matchers = nodesOf(selector).filter(({ name }) => name === 'UnquotedLabelMatcher');
    const matched = new Map(matchers.map((matcher) => [text(matcher.getChild('LabelName')!), text(matcher.getChild('StringLiteral')!)]));
    for (const label of matched.keys()) if (!labels.includes(label)) problems.push(`${where}: ${metric} has no label ${label}`);
    problems.push(...unscoped(where, metric, labels, matched));
  }

  const grouping = all.filter(({ name, parent }) => name === 'LabelName' && parent?.name === 'GroupingLabels').map(text);
  for (const label of new Set([...grouping, ...read])) if (!known.has(label)) problems.push(`${where}: no metric here has a label ${label}`);
  return problems;
}

/** The label that says of whose machine a series is must be matched, or the selector be of no guest at all. */
function unscoped(where: string, metric: string, labels: readonly string[], matched: Map<string, string>): string[] {
  const missing = ['cluster', 'tenant'].filter((label) => labels.includes(label) && !matched.has(label));
  const noGuests = /^"(node|storage|cluster)\/\.\+"$/.test(matched.get('id') ?? '') || metric === 'up';
  const counted = noGuests ? missing.filter((label) => label !== 'tenant' && metric !== 'up') : missing;
  return counted.map((label) => `${where}: ${metric} is asked for every ${label}`);
}

/** All labels that a series of the metric can have after a scrape, or undefined when nobody gives the metric. */
function labelsOf(name: string): string[] | undefined {
  const target = ['job', 'instance'];
  const foreign = foreignMetrics[name];
  if (foreign) return [...foreign, ...discoveryLabels, ...target];
  const own = allMetrics.find((metric) => metric.name === name && metric.type !== 'histogram');
  if (own) return [...own.labels, ...target];
  const histogram = allMetrics.find((metric) => metric.type === 'histogram' && new RegExp(`^${metric.name}_(bucket|sum|count)$`).test(name));
  if (histogram) return [...histogram.labels, ...(name.endsWith('_bucket') ? ['le'] : []), ...target];
  return undefined;
}

/** label_replace(expr, "new", ...) makes a label. */
function labelReplaceTargets(all: SyntaxNode[], text: (node: SyntaxNode) => string): string[] {
  return all
    .filter(({ name }) => name === 'LabelReplace')
    .flatMap(({ parent }) => parent?.parent?.getChild('FunctionCallBody')?.getChildren('StringLiteral').slice(0, 1) ?? [])
    .map((literal) => text(literal).slice(1, -1));
}

function nodesOf(top: SyntaxNode): SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  const cursor = top.cursor();
  do {
    if (cursor.from >= top.from && cursor.to <= top.to) nodes.push(cursor.node);
  } while (cursor.next() && cursor.from < top.to + 1);
  return nodes;
}
