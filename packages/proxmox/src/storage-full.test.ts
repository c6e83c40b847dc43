import { TaskFailedError } from './errors.ts';
import { isStorageFull } from './storage-full.ts';

const ended = (exitStatus: string, ...log: string[]) => isStorageFull(new TaskFailedError('UPID', exitStatus, log));

test('a task that found no room, by its exit status or its log', () => {
  expect(ended('rbd clone error: (28) No space left on device')).toBe(true);
  expect(ended("clone failed: copy failed: command 'qemu-img convert' failed: exit code 1", 'qemu-img: error while writing: No space left on device')).toBe(true);
  expect(ended('lvcreate error: Cannot create new thin volume, free space in thin pool pve/data reached threshold.')).toBe(true);
});

test('any other failure', () => {
  expect(ended("clone failed: command 'qemu-img convert' failed: exit code 1", 'qemu-img: Connection refused')).toBe(false);
  expect(ended('job errors')).toBe(false);
});
