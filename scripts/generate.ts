/**
 * `npm run generate` writes what is made from other sources of this repository and kept in it: the JSON Schemas of the HTTP
 * contract, from which `GET /kilowatch/openapi.json` tells what the routes answer, and the types of the collections for users
 * of `@directus/sdk`. The tests say where one of them is not current.
 */
import { writeFile } from 'node:fs/promises';
import { contractSchemasFile, makeContractSchemas } from './generated/contract-schemas.ts';
import { makeSdkSchema, sdkSchemaFile } from './generated/sdk-schema.ts';

await writeFile(contractSchemasFile, await makeContractSchemas());
await writeFile(sdkSchemaFile, await makeSdkSchema());
