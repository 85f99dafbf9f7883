import type { RequestOptions, TestServer } from './directus.ts';

/** What Directus answered: data, or the first error's code and message. */
export interface Answer<Data> {
	status: number;
	data: Data;
	meta: Readonly<Record<string, unknown>>;
	code: string | undefined;
	message: string | undefined;
}

interface Body<Data> {
	data: Data;
	meta?: Record<string, unknown>;
	errors?: { message: string; extensions: { code: string } }[];
}

/** Asks `path` and reads the JSON of the answer, if it is any, whatever its status; without a token as the admin. */
export async function ask<Data = unknown>(
	server: TestServer,
	path: string,
	options: RequestOptions = {},
): Promise<Answer<Data>> {
	const response = await server.request(path, options);
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json') ?? false;
	const body = (isJson ? JSON.parse(text) : {}) as Body<Data>;
	const error = body.errors?.[0];

	return {
		status: response.status,
		data: body.data,
		meta: body.meta ?? {},
		code: error?.extensions.code,
		message: error?.message,
	};
}

/** Asks for something that must succeed, and gives its data. */
export async function must<Data = unknown>(
	server: TestServer,
	path: string,
	options: RequestOptions = {},
): Promise<Data> {
	const answer = await ask<Data>(server, path, options);
	if (answer.status >= 300) {
		throw new Error(
			`${options.method ?? 'GET'} ${path} answered ${answer.status}: ${answer.code} ${answer.message}`,
		);
	}

	return answer.data;
}

/** Sends `body` by POST to where it must succeed. */
export function post<Data = { id: string }>(server: TestServer, path: string, body: unknown): Promise<Data> {
	return must<Data>(server, path, { method: 'POST', body });
}

/** Runs a GraphQL query that must succeed. */
export async function graphql<Data>(
	server: TestServer,
	query: string,
	variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
	const answer = await ask<Data>(server, '/graphql', { method: 'POST', body: { query, variables } });
	if (answer.code !== undefined) throw new Error(`GraphQL: ${answer.code} ${answer.message}`);

	return answer.data;
}
