/**
 * How Node.js runs the exporter. A scrape makes and drops some tens of MB, and V8 lets the space for what is new grow with that until
 * it takes more than all the rest; this keeps it at 24 MB. docker-compose.yml says the same.
 */
export const exporterFlags: readonly string[] = ['--max-semi-space-size=8'];
