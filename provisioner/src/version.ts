import manifest from '../package.json' with { type: 'json' };

/** Of this part of Vigie; all parts have the same. */
export const { version } = manifest;
