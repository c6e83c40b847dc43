import { writeFileSync } from 'node:fs';
import { renderOpenapi } from '../provisioner/src/http/openapi.ts';
import { inRoot } from './root.ts';

writeFileSync(inRoot('docs', 'openapi.json'), renderOpenapi());
