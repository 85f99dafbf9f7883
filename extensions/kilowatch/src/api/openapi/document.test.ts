import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { routes } from '../endpoint/routes.ts';
import { openApiDocument } from './document.ts';

interface Operation {
	operationId: string;
	summary: string;
	security?: unknown[];
	parameters?: { name: string; in: string; required: boolean; schema: unknown }[];
	requestBody?: { content: Record<string, unknown> };
	responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
}

const document = openApiDocument(routes, { version: '1.0.0', serverUrl: 'https://directus.example.com' });
const paths = document.paths as Record<string, Record<string, Operation>>;

function operation(method: string, path: string): Operation {
	const found = paths[path]?.[method];
	if (!found) throw new Error(`There is no ${method} ${path}`);

	return found;
}

test('the document is an OpenAPI document, whose references lead somewhere', async () => {
	const validator = new Validator();
	const { valid, errors } = await validator.validate(structuredClone(document));

	expect(errors ?? []).toEqual([]);
	expect(valid).toBe(true);
	expect(validator.version).toBe('3.1');
	const { schemas } = document.components as { schemas: Record<string, unknown> };
	const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
		([, name]) => name,
	);
	expect(names.filter((name) => name === undefined || !(name in schemas))).toEqual([]);
});

test('every route is in it, once, under a name of its own', () => {
	const operations = Object.values(paths).flatMap((ofPath) => Object.values(ofPath));

	expect(operations).toHaveLength(routes.length);
	expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
});

test('what a request may carry is what the route takes', () => {
	const { parameters } = operation('get', '/kilowatch/buildings/{building}/readings');

	expect(parameters?.map(({ name, in: place, required }) => [name, place, required])).toEqual([
		['building', 'path', true],
		...['metric', 'device', 'from', 'to', 'resolution', 'by', 'limit', 'cursor', 'layout', 'format'].map(
			(name) => [name, 'query', false],
		),
	]);
	expect(parameters?.find(({ name }) => name === 'from')?.schema).toEqual({ type: 'string', format: 'date' });
	expect(
		operation('post', '/kilowatch/buildings/{building}/linky/configure').requestBody?.content,
	).toMatchObject({
		'application/json': { schema: { required: ['provider', 'scopes'] } },
	});
	expect(
		Object.keys(operation('post', '/kilowatch/devices/{device}/import').requestBody?.content ?? {}),
	).toContain('multipart/form-data');
});

test('what a route answers is a type of the contract, and its errors are told by status', () => {
	const { responses, security } = operation('post', '/kilowatch/buildings/{building}/linky/sync');

	expect(responses['202']?.content?.['application/json']?.schema).toEqual({
		$ref: '#/components/schemas/SyncAnswer',
	});
	expect(responses['409']?.description).toBe('KILOWATCH_CONFLICT');
	expect(responses['403']?.description).toBe('FORBIDDEN');
	expect(security).toBeUndefined();
	expect(operation('get', '/kilowatch/status').security).toEqual([]);
	expect(operation('get', '/kilowatch/status').responses).not.toHaveProperty('403');
});
