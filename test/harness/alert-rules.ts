import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { load } from 'js-yaml';

/** A rule as Prometheus reads it: an alert, or a recording. */
export interface Rule {
  alert?: string;
  record?: string;
  expr: string;
  for?: string;
  keep_firing_for?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** The rule files of the repository by area, with their rules. */
export function ruleFiles(): { area: string; rules: Rule[] }[] {
  return globSync('alert-rules/*.yml')
    .filter((file) => basename(file) !== 'alertmanager.yml')
    .sort()
    .map((file) => {
      const { groups } = load(readFileSync(file, 'utf8')) as { groups: { rules: Rule[] }[] };
      return { area: basename(file, '.yml'), rules: groups.flatMap(({ rules }) => rules) };
    });
}
