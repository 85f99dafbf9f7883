import { runWithDependencies } from './dependencies.mjs';

runWithDependencies('scripts/start.ts', process.argv.slice(2));
