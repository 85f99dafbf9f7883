import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makeSdkSchema, sdkSchemaFile } from './sdk-schema.ts';

test('the types of the collections are those of the schema: else run npm run generate', async () => {
	expect(await readFile(sdkSchemaFile, 'utf8')).toBe(await makeSdkSchema());
});
