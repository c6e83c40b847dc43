import type { KnownDifference } from './known-differences.ts';
import { exchangesOf } from './recordings.ts';
import type { Recording } from './recordings.ts';
import { Replay } from './replay.ts';
import type { Exchange } from './replay.ts';

/** An exchange that was answered otherwise than recorded, or could not be asked. */
export interface Finding {
  recording: string;
  seq: number;
  /** Method and path. */
  call: string;
  /** What differs, or why it was not asked. */
  what: string[];
  /** null: nobody has explained it. */
  reason: string | null;
}

export interface Report {
  /** Exchanges of all recordings. */
  recorded: number;
  replayed: number;
  same: number;
  differing: Finding[];
  notOffered: Finding[];
  /** Known differences that no longer exist. */
  stale: KnownDifference[];
}

/** Plays every exchange whose endpoint is offered, and compares. */
export async function runConformance(recordings: readonly Recording[], known: readonly KnownDifference[]): Promise<Report> {
  const report: Report = { recorded: 0, replayed: 0, same: 0, differing: [], notOffered: [], stale: [] };
  const needed = new Set<string>();
  for (const recording of recordings) {
    const replay = new Replay(recording.world(), recording.holds);
    for (const exchange of asTaken(exchangesOf(recording), recording.takenFirst ?? [])) {
      await replay.advance(exchange.seq);
      recording.byHand?.[exchange.seq]?.(replay.world, replay.sim);
      const finding = (what: string[]): Finding => {
        const explained = known.find((item) => item.recording === recording.name && item.seqs.includes(exchange.seq));
        if (explained !== undefined) needed.add(`${recording.name}#${exchange.seq}`);
        return { recording: recording.name, seq: exchange.seq, call: `${exchange.method} ${exchange.path}`, what, reason: explained?.reason ?? null };
      };
      report.recorded += 1;
      const unasked = replay.cannotAsk(exchange);
      if (unasked !== null) {
        report.notOffered.push({ ...finding([unasked]), reason: unasked });
        continue;
      }
      report.replayed += 1;
      const differences = await replay.play(exchange, recording.takenFirst?.includes(exchange.seq) !== true);
      if (differences.length === 0) report.same += 1;
      else report.differing.push(finding(differences));
    }
  }
  report.stale = known.flatMap(({ recording, seqs, reason }) => {
    const left = seqs.filter((seq) => !needed.has(`${recording}#${seq}`));
    return left.length === 0 ? [] : [{ recording, seqs: left, reason }];
  });
  return report;
}

/** Of two calls that were sent at once the server may have taken the second first. */
function asTaken(exchanges: readonly Exchange[], takenFirst: readonly number[]): Exchange[] {
  const order = (index: number): number => (takenFirst.includes(exchanges[index]?.seq ?? -1) ? index - 1.5 : index);
  return exchanges.map((exchange, index) => ({ exchange, at: order(index) })).sort((a, b) => a.at - b.at).map(({ exchange }) => exchange);
}
