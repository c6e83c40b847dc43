import { configurationDocs } from './configuration-docs.ts';

/** A file that is committed and never written by hand. */
interface Generator {
  file: string;
  render(): string | Promise<string>;
}

export const generators: readonly Generator[] = [{ file: 'docs/configuration.md', render: configurationDocs }];
