import manifest from '../package.json' with { type: 'json' };

/** The version of Rapport that runs, as in package.json. */
export const { version } = manifest;
