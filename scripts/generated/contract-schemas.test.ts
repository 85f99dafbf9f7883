import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { contractSchemasFile, makeContractSchemas } from './contract-schemas.ts';

test(
	'the schemas in the bundle are those of the contract: else run npm run generate',
	{ timeout: 60_000 },
	async () => {
		expect(await readFile(contractSchemasFile, 'utf8')).toBe(await makeContractSchemas());
	},
);
