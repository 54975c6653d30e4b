declare const PEERSTER_VERSION: string | undefined;

/** Of the program, from package.json; scripts/build.mjs puts it in. */
export const VERSION: string = typeof PEERSTER_VERSION === 'string' ? PEERSTER_VERSION : '0.0.0-source';
