import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** A label that an expression names, and the metrics of which at least one must have it, for each group of metrics. */
interface LabelUse {
  label: string;
  groups: string[][];
}

export interface Expression {
  /** Names of the metrics and recordings that it reads. */
  metrics: string[];
  labelUses: LabelUse[];
  /** Labels that label_replace makes. */
  madeLabels: string[];
}

/** What an expression reads. Throws with the place of the first mistake in it. */
export function readPromql(text: string): Expression {
  const tree = parser.parse(text);
  const of = (node: SyntaxNode) => text.slice(node.from, node.to);
  const found: Expression = { metrics: [], labelUses: [], madeLabels: [] };

  tree.iterate({
    enter({ node }) {
      if (node.type.isError) throw new Error(`not PromQL at character ${node.from}: ${text.slice(node.from, node.from + 30)}`);
      if (node.name === 'VectorSelector') found.metrics.push(metricOf(node, of));
      if (node.name === 'FunctionCall' && of(node).startsWith('label_replace')) found.madeLabels.push(JSON.parse(strings(node, of)[0] ?? '""'));
      if (node.name === 'LabelName') found.labelUses.push({ label: of(node), groups: metricsWithLabel(node, of) });
    },
  });
  return found;
}

function metricOf(selector: SyntaxNode, of: (node: SyntaxNode) => string): string {
  const name = selector.getChild('Identifier');
  if (!name) throw new Error(`a selector without a metric's name: ${of(selector)}`);
  return of(name);
}

/** The metrics that a label's name is about: of its selector, of what is aggregated, or of each side of an operator. */
function metricsWithLabel(label: SyntaxNode, of: (node: SyntaxNode) => string): string[][] {
  for (let node: SyntaxNode | null = label.parent; node; node = node.parent) {
    if (node.name === 'VectorSelector') return [[metricOf(node, of)]];
    if (node.name === 'AggregateExpr') return [metricsBelow(node, of)];
    if (node.name === 'GroupLeft' || node.name === 'GroupRight') continue;
    if (node.name !== 'BinaryExpr') continue;
    const modifier = node.getChild('MatchingModifierClause');
    // The labels of group_left come from the right side, those of `on` are on both.
    const isOn = modifier?.getChild('GroupingLabels')?.from === label.parent?.from;
    const sides = [node.firstChild, node.lastChild].map((side) => (side ? metricsBelow(side, of) : []));
    return isOn ? sides : [sides.at(-1) ?? []];
  }
  return [];
}

function metricsBelow(top: SyntaxNode, of: (node: SyntaxNode) => string): string[] {
  const names: string[] = [];
  top.cursor().iterate((ref) => {
    if (ref.name === 'VectorSelector') names.push(metricOf(ref.node, of));
  });
  return names;
}

function strings(top: SyntaxNode, of: (node: SyntaxNode) => string): string[] {
  const texts: string[] = [];
  top.cursor().iterate((ref) => {
    // Those of selectors are values to match.
    if (ref.name === 'VectorSelector') return false;
    if (ref.name === 'StringLiteral') texts.push(of(ref.node));
    return undefined;
  });
  return texts;
}
