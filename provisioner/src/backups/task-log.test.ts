import { consistentBy, progressIn } from './task-log.ts';

const freeze = "INFO: issuing guest-agent 'fs-freeze' command";

test.each([
  ['nothing yet', ['INFO: starting new backup job: vzdump 100'], null],
  ['a percentage of something else', ['INFO: disk is 99% full', 'INFO: 50%'], null],
  ['the last that tells', ['INFO:   4% (1.2 GiB of 32.0 GiB) in 3s, read: 1', 'INFO:  51% (2.0 GiB of 32.0 GiB) in 9s', 'INFO: x'], 0.51],
  ['all of it', ['INFO: 100% (32.0 GiB of 32.0 GiB) in 9s'], 1],
])('progress: %s', (_, lines, expected) => {
  expect(progressIn(lines)).toBe(expected);
});

test.each([
  ['a machine that was off', ['INFO: status = stopped', 'INFO: backup mode: stop'], null],
  ['no agent', ['INFO: status = running', 'INFO: backup mode: snapshot'], false],
  ['frozen', ['INFO: status = running', freeze, "INFO: issuing guest-agent 'fs-thaw' command"], true],
  ['freezing failed', ['INFO: status = running', freeze, "ERROR: VM 100 qmp command 'guest-fsfreeze-freeze' failed - got timeout"], false],
])('consistent: %s', (_, lines, expected) => {
  expect(consistentBy(lines)).toBe(expected);
});
