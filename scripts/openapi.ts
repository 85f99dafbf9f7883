/**
 * `npm run openapi` writes the JSON Schemas of the HTTP contract's types into the bundle, from which `GET /kilowatch/openapi.json`
 * tells what the routes answer; with `--check` it only says whether the file is current.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { contractSchemasFile, makeContractSchemas } from './contract-schemas.ts';

const made = await makeContractSchemas();
if (!process.argv.includes('--check')) await writeFile(contractSchemasFile, made);
else if ((await readFile(contractSchemasFile, 'utf8').catch(() => '')) !== made) {
	console.error('The schemas of the HTTP contract are not current. Run: npm run openapi');
	process.exitCode = 1;
}
