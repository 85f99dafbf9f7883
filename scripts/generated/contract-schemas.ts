import path from 'node:path';
import prettier from 'prettier';
import { createGenerator, type Schema } from 'ts-json-schema-generator';
import { rootFolder } from '../paths.ts';

const sources = path.join(rootFolder, 'extensions/kilowatch/src');

export const contractSchemasFile = path.join(sources, 'api/openapi/contract-schemas.ts');

const head = [
	'/** Made by `npm run generate` from `shared/http-contract/`: change the types there, not this file. */',
	"import type { ContractSchema } from './contract-schema.ts';",
	'',
	'',
].join('\n');

/** A module with the JSON Schema of every exported type of the HTTP contract, docstrings as descriptions. */
export async function makeContractSchemas(): Promise<string> {
	const { definitions = {} } = createGenerator({
		path: path.join(sources, 'shared/http-contract/*.ts'),
		tsconfig: path.join(rootFolder, 'tsconfig.base.json'),
		expose: 'export',
		jsDoc: 'extended',
		encodeRefs: false,
		// `npm run types` does that.
		skipTypeCheck: true,
	}).createSchema('*');
	const schemas = Object.fromEntries(
		Object.entries(definitions)
			.toSorted(([one], [other]) => (one < other ? -1 : 1))
			.map(([name, schema]) => [name, toComponent(schema)]),
	);
	const text = `${head}export const contractSchemas = ${JSON.stringify(schemas)} satisfies Readonly<Record<string, ContractSchema>>;\n`;
	const options = await prettier.resolveConfig(contractSchemasFile);

	return prettier.format(text, { ...options, filepath: contractSchemasFile });
}

/**
 * A schema as a component of the document. That objects have no other properties is left out: a client must not break when
 * an answer gets one more; the tests, which look for what is not documented, put it back.
 */
function toComponent(schema: Schema | boolean): unknown {
	return JSON.parse(
		JSON.stringify(schema, (name, value: unknown) => {
			if (name === 'additionalProperties' && value === false) return undefined;

			return name === '$ref' && typeof value === 'string'
				? value.replace('#/definitions/', '#/components/schemas/')
				: value;
		}),
	);
}
