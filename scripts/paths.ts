import path from 'node:path';

/** The repository. */
export const rootFolder = path.resolve(import.meta.dirname, '..');

/** Everything that the two commands keep between runs; git ignores it. */
export const keptFolder = path.join(rootFolder, '.kilowatch');

export const extensionsFolder = path.join(rootFolder, 'extensions');

/** The program that runs this script: the Node that came with the dependencies. */
export const nodeProgram = process.execPath;
