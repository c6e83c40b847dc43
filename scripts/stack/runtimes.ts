import { join } from 'node:path';

/**
 * How Node.js runs the exporter: what a scrape makes and drops is little, so V8 needs no large space for new objects, which it would let
 * grow to 100 MB, and may collect before its heap is half as large again as what is in use. Measured in docs/performance.md.
 */
export const exporterFlags: readonly string[] = ['--max-semi-space-size=2', '--heap-growing-percent=50'];

/**
 * The C library keeps what was freed, a heap for each thread, and larger and larger pieces of it: with 10,000 guests 20 MB that nobody uses.
 * From its second start on the exporter takes its modules from the cache in `home`: another 25 MB and a second of its start are for reading TypeScript.
 */
export const exporterEnvironment = (home: string): Record<string, string> => ({
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
  NODE_COMPILE_CACHE: join(home, 'compile-cache'),
});

/**
 * How Node.js runs the provisioner: a space for new objects of 16 MB, which V8 takes by itself, is collected in 20 to 50 ms, in which no page
 * is answered, and grows the process by 150 MB. Measured in docs/performance.md.
 */
export const provisionerFlags: readonly string[] = ['--max-semi-space-size=4'];
