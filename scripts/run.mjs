import { runWithDependencies } from './dependencies.mjs';

const [file, ...fileArguments] = process.argv.slice(2);
if (file === undefined) {
	console.error('Usage: node scripts/run.mjs FILE.ts [arguments]');
	process.exit(1);
}
runWithDependencies(file, fileArguments);
