import { writeGenerated } from '../checks/generated.ts';

await writeGenerated();
