/** The OpenAPI document: made from the routes themselves, so that it says what is true. */
import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../shared/error-codes.ts';
import { providerNames } from '../../shared/names.ts';
import { fileBody, nothing, type Route } from '../endpoint/route.ts';
import { statusOf } from '../errors.ts';
import type { ContractSchema } from './contract-schema.ts';
import { contractSchemas } from './contract-schemas.ts';

type Json = Record<string, unknown>;

/** What each kind of key in a path looks like; others are texts. */
const pathSchemas: Readonly<Record<string, Json>> = {
	building: { type: 'string', description: 'A building’s key: a UUID, or what an adopted collection has' },
	device: { type: 'string', format: 'uuid' },
	consent: { type: 'string', format: 'uuid' },
	run: { type: 'string', format: 'uuid' },
	alert: { type: 'string', format: 'uuid' },
	provider: { type: 'string', enum: providerNames },
};

const fileTypes = ['text/csv', 'application/octet-stream', 'application/vnd.ms-excel'];

/** The document of some routes; `serverUrl` is where Directus is reached. */
export function openApiDocument(
	routes: readonly Route[],
	{ version, serverUrl }: { version: string; serverUrl: string },
): Json {
	return {
		openapi: '3.1.1',
		info: {
			title: 'Kilowatch',
			version,
			description:
				'Kilowatch’s own routes on a Directus server. Energies are in Wh, instants ISO 8601 in UTC, dates local to the building. Objects of answers may get further properties; codes of errors never change.',
			license: { name: 'MIT', identifier: 'MIT' },
		},
		servers: [{ url: serverUrl }],
		tags: tags.map(({ name, description }) => ({ name, description })),
		security: [{ bearer: [] }, { session: [] }, { token: [] }],
		paths: pathsOf(routes),
		components: {
			securitySchemes: {
				bearer: {
					type: 'http',
					scheme: 'bearer',
					description: 'A static token or an access token of Directus',
				},
				session: {
					type: 'apiKey',
					in: 'cookie',
					name: 'directus_session_token',
					description: 'The session of who is signed in to the Studio; its name is a setting of Directus',
				},
				token: { type: 'apiKey', in: 'query', name: 'access_token' },
			},
			schemas: { ...contractSchemas, Errors: errorsSchema() },
		},
	};
}

const tags = [
	{
		name: 'holder',
		description: 'The page of a meter’s holder, who has a link and no account',
		path: /^\/holder\//,
	},
	{
		name: 'consents',
		description: 'Connecting meters, and the end of it',
		path: /consent|oauth|configure|invitation|onboarding|personal-data/,
	},
	{
		name: 'readings',
		description: 'What meters measured, and what it tells',
		path: /readings|statistics|forecast|export|temperatures/,
	},
	{ name: 'alerts', description: 'What was unusual, and by which rules', path: /alert/ },
	{ name: 'sync', description: 'Asking the operators, and files', path: /sync|import/ },
	{ name: 'buildings', description: 'Buildings and who looks after them', path: /portfolio|^\/buildings/ },
	{ name: 'server', description: 'The installation', path: /./ },
] as const;

function pathsOf(routes: readonly Route[]): Json {
	const paths: Record<string, Json> = {};
	for (const route of routes) {
		const path = `/kilowatch${route.path.replaceAll(/:(\w+)/g, '{$1}')}`;
		paths[path] = { ...paths[path], [route.method]: operationOf(route) };
	}

	return paths;
}

function operationOf(route: Route): Json {
	const { method, path, access, summary, query } = route;
	const parameters = [...pathParameters(path), ...queryParameters(query)];
	const body = bodyOf(route);

	return {
		operationId: operationId(method, path),
		summary,
		tags: [tags.find((tag) => tag.path.test(path))?.name],
		...(access === 'anyone' ? { security: [] } : {}),
		...(parameters.length > 0 ? { parameters } : {}),
		...(body ? { requestBody: body } : {}),
		responses: { ...successOf(route), ...(isPage(route) ? pageAnswers : failuresOf(route)) },
	};
}

/** `getBuildingsReadings`: from the path's own words, so that it changes only with the path. */
function operationId(method: string, path: string): string {
	const words = path.split(/[^A-Za-z]+/).filter((word) => word !== '' && !path.includes(`:${word}/linky`));

	return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function pathParameters(path: string): Json[] {
	return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
		name,
		in: 'path',
		required: true,
		schema: pathSchemas[name] ?? { type: 'string' },
	}));
}

function queryParameters(query: z.ZodType): Json[] {
	const { properties = {}, required = [] } = schemaOf(query) as {
		properties?: Readonly<Record<string, Json>>;
		required?: readonly string[];
	};

	return Object.entries(properties).map(([name, { description, ...schema }]) => ({
		name,
		in: 'query',
		required: required.includes(name),
		...(description === undefined ? {} : { description }),
		schema,
	}));
}

function bodyOf({ method, body }: Route): Json | undefined {
	if (method === 'get' || body === nothing) return undefined;
	const alternatives = body instanceof z.ZodUnion ? (body.options as z.ZodType[]) : [body];
	if (!alternatives.includes(fileBody))
		return { required: true, content: { 'application/json': { schema: schemaOf(body) } } };
	const [json] = alternatives.filter((one) => one !== fileBody);
	const file = { schema: { type: 'string', format: 'binary' } };
	const form = {
		schema: { type: 'object', properties: { file: file.schema }, required: ['file'] },
	};

	return {
		required: true,
		content: {
			...(json === undefined ? {} : { 'application/json': { schema: schemaOf(json) } }),
			...Object.fromEntries(fileTypes.map((type) => [type, file])),
			'multipart/form-data': form,
		},
	};
}

/** What a request may carry, as JSON Schema; rules that it cannot say are only in the words of their errors. */
function schemaOf(input: z.ZodType): Json {
	const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });

	return Object.fromEntries(Object.entries(schema).filter(([name]) => !name.startsWith('$schema')));
}

function successOf({ answers: { status = 200, json, media = [] } }: Route): Json {
	if (status === 302 || status === 303) {
		return { [status]: somewhereElse('Somewhere else to go') };
	}
	const contents = [
		...(json === undefined
			? []
			: [['application/json', { schema: { $ref: `#/components/schemas/${json}` } }] as const]),
		...media.map((type) => [type, { schema: mediaSchema(type) }] as const),
	];

	return {
		[status]: {
			description: status === 202 ? 'Begun' : 'What was asked for',
			content: Object.fromEntries(contents),
		},
	};
}

function somewhereElse(description: string): Json {
	return { description, headers: { Location: { required: true, schema: { type: 'string' } } } };
}

function mediaSchema(type: string): ContractSchema {
	if (type === 'application/json') return { type: 'object' };

	return type.startsWith('text/') ? { type: 'string' } : { type: 'string', format: 'binary' };
}

/** Errors by status, each with its codes: those that every such route has, and its own. */
function failuresOf({ path, access, errors }: Route): Json {
	const own: readonly ErrorCode[] = [
		errorCodes.invalidRequest,
		...(path === '/status' ? [] : [errorCodes.notInstalled]),
		...errors,
	];
	const byStatus = new Map<number, string[]>();
	const add = (status: number, code: string) =>
		byStatus.set(status, [...new Set([...(byStatus.get(status) ?? []), code])]);
	for (const code of own) add(statusOf(code), code);
	if (access !== 'anyone') add(403, 'FORBIDDEN');

	return {
		...Object.fromEntries(
			[...byStatus].map(([status, codes]) => [String(status), failure(codes.join(', '), codes)]),
		),
		default: failure('Another error, of Directus'),
	};
}

/** The holder's page answers people: what goes wrong is a page, too. */
function isPage({ path }: Route): boolean {
	return path.startsWith('/holder/');
}

const pageAnswers: Json = {
	303: somewhereElse('Back to the holder’s page, which says what can be done'),
	default: {
		description: 'A page that says what is wrong',
		content: { 'text/html': { schema: { type: 'string' } } },
	},
};

function failure(description: string, codes?: readonly string[]): Json {
	const errors = { $ref: '#/components/schemas/Errors' };
	const ofCodes = {
		type: 'object',
		properties: {
			errors: {
				type: 'array',
				items: {
					type: 'object',
					properties: {
						extensions: { type: 'object', properties: { code: { type: 'string', enum: codes } } },
					},
				},
			},
		},
	};

	return {
		description,
		content: { 'application/json': { schema: codes ? { allOf: [errors, ofCodes] } : errors } },
	};
}

function errorsSchema(): Json {
	return {
		type: 'object',
		description: 'Directus’ shape of errors',
		properties: {
			errors: {
				type: 'array',
				minItems: 1,
				items: {
					type: 'object',
					properties: {
						message: {
							type: 'string',
							description: 'In English, for who reads the answer itself; it may change',
						},
						extensions: {
							type: 'object',
							properties: { code: { type: 'string', description: 'Stable' } },
							required: ['code'],
						},
					},
					required: ['message', 'extensions'],
				},
			},
		},
		required: ['errors'],
	};
}
