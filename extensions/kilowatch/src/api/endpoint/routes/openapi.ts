import { version } from '../../../../package.json';
import { openApiDocument } from '../../openapi/document.ts';
import { addressOf } from '../../public-url.ts';
import { defineRoute, nothing, type Route } from '../route.ts';

/** `GET /kilowatch/openapi.json`: these routes, as an OpenAPI document; made at the first request. */
export function openApi(routes: () => readonly Route[]): Route {
	const documents = new Map<string, Record<string, unknown>>();

	return defineRoute({
		method: 'get',
		path: '/openapi.json',
		access: 'signed-in',
		summary: 'This document',
		answers: { media: ['application/json'] },
		errors: [],
		query: nothing,
		body: nothing,
		handle({ runtime, http }) {
			const serverUrl = addressOf(runtime.environment, http.request).href.replace(/\/+$/, '');
			const kept = documents.get(serverUrl);
			if (kept) return Promise.resolve({ json: kept });

			const json = openApiDocument(routes(), { version, serverUrl });
			// Where the address is the request's own, it could be anything: only one is kept.
			documents.clear();
			documents.set(serverUrl, json);

			return Promise.resolve({ json });
		},
	});
}
