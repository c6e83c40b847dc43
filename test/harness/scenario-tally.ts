import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { scenarioFolder, scenarioTable, type ScenarioCounts } from '../../scripts/checks/scenario-table.ts';

/** Counts the scenarios of a test file, by workflow and property. */
interface Tally {
  add(workflow: string, property: string, scenarios?: number): void;
  /** Prints them, and keeps them for the table of all files. */
  print(): void;
}

export function tally(): Tally {
  const counts: ScenarioCounts = {};
  return {
    add(workflow, property, scenarios = 1) {
      const row = (counts[workflow] ??= {});
      row[property] = (row[property] ?? 0) + scenarios;
    },
    print() {
      process.stderr.write(`${scenarioTable(counts)}\n`);
      mkdirSync(scenarioFolder, { recursive: true });
      const file = basename(expect.getState().testPath ?? 'scenarios', '.test.ts');
      writeFileSync(join(scenarioFolder, `${file}.json`), JSON.stringify(counts));
    },
  };
}
