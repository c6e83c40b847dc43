import { z } from 'zod';

/**
 * A name as Debian's policy has it, given to apt on a machine's command line: a hyphen or plus at its end, a slash or an equals sign would
 * be an instruction to apt (remove, another release, another version) instead of a name.
 */
export const debianPackage = z
  .string()
  .max(100)
  .regex(/^[a-z0-9][a-z0-9+.-]*[a-z0-9.]$/, 'a Debian package name is small letters, digits, +, - and dots, with a letter or digit first and no + or - at its end');
