import { runWithDependencies } from './dependencies.mjs';

runWithDependencies('scripts/test.ts', process.argv.slice(2));
