import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderMetricsDocs } from '../packages/metrics/src/render-docs.ts';

writeFileSync(join(import.meta.dirname, '../docs/metrics.md'), renderMetricsDocs());
