import type { NodeDisk } from '../state/world.ts';

/** Id, name, value, threshold and raw value of an ATA attribute. */
type Attribute = [number, string, number, number, number];

/** What smartctl shows of an NVMe disk. A disk that fails has used up its spare blocks. */
export function smartText({ health, wearout, size }: NodeDisk): string {
  const good = health === 'PASSED';
  const used = typeof wearout === 'number' ? 100 - wearout : 0;
  return [
    '',
    `SMART overall-health self-assessment test result: ${health}`,
    '',
    'SMART/Health Information (NVMe Log 0x02)',
    `Critical Warning:                   ${good ? '0x00' : '0x04'}`,
    'Temperature:                        36 Celsius',
    `Available Spare:                    ${good ? 100 : 4}%`,
    'Available Spare Threshold:          10%',
    `Percentage Used:                    ${used}%`,
    `Data Units Written:                 ${Math.round((size * used) / 512_000)}`,
    'Power Cycles:                       14',
    'Power On Hours:                     8760',
    'Unsafe Shutdowns:                   3',
    `Media and Data Integrity Errors:    ${good ? 0 : 27}`,
    '',
  ].join('\n');
}

/** The attributes of an ATA disk. */
export function smartAttributes({ health, wearout, type }: NodeDisk): unknown[] {
  const good = health === 'PASSED';
  const rows: Attribute[] = [
    [5, 'Reallocated_Sector_Ct', good ? 100 : 5, 10, good ? 0 : 1893],
    [9, 'Power_On_Hours', 98, 0, 8760],
    [12, 'Power_Cycle_Count', 99, 0, 14],
    ...(type === 'hdd' || typeof wearout !== 'number' ? [] : ([[177, 'Wear_Leveling_Count', wearout, 0, (100 - wearout) * 11]] satisfies Attribute[])),
    [187, 'Reported_Uncorrect', 100, 0, good ? 0 : 12],
    [194, 'Temperature_Celsius', 66, 0, 34],
    [197, 'Current_Pending_Sector', 100, 0, good ? 0 : 8],
    [199, 'UDMA_CRC_Error_Count', 100, 0, 0],
  ];
  return rows.map(([id, name, value, threshold, raw]) => ({
    id: String(id).padStart(3),
    name,
    flags: '-O--CK',
    value,
    normalized: value,
    worst: value,
    threshold,
    fail: value <= threshold ? 'FAILING_NOW' : '-',
    raw: String(raw),
  }));
}
