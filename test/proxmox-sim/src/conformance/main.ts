// Prints how far the simulator answers as recorded; exit status 1 when a difference is not explained, or an explanation is not needed.
import { knownDifferences } from './known-differences.ts';
import { recordings } from './recordings.ts';
import { runConformance } from './run.ts';
import type { Finding } from './run.ts';

const report = await runConformance(recordings, knownDifferences);
const { recorded, replayed, same, differing, notOffered, stale } = report;
const unexplained = differing.filter((finding) => finding.reason === null);

print(`replayed ${replayed}, same ${same}, differs ${differing.length}`);
print(`covered ${replayed} of ${recorded} recorded exchanges (${((replayed / recorded) * 100).toFixed(1)} %)`);
list('Explained differences', Map.groupBy(differing.filter((finding) => finding.reason !== null), (finding) => finding.reason ?? ''));
list('Not replayed', Map.groupBy(notOffered, (finding) => finding.reason ?? ''));
if (unexplained.length > 0) print('\nUNEXPLAINED');
for (const finding of unexplained) {
  print(`  ${name(finding)}`);
  for (const line of finding.what) print(`    ${line}`);
}
if (stale.length > 0) print('\nEXPLAINED, BUT NO LONGER DIFFERENT');
for (const { recording, seqs, reason } of stale) print(`  ${recording} #${seqs.join(' #')}: ${reason}`);
process.exitCode = unexplained.length + stale.length === 0 ? 0 : 1;

function name({ recording, seq, call }: Finding): string {
  return `${recording} #${seq} ${call}`;
}

function list(title: string, groups: Map<string, Finding[]>): void {
  if (groups.size === 0) return;
  print(`\n${title}`);
  for (const [reason, findings] of groups) {
    print(`  ${reason} (${findings.length})`);
    for (const finding of findings) print(`    ${name(finding)}`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
