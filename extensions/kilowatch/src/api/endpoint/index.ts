import { defineEndpoint } from '@directus/extensions-sdk';
import type { Request, RequestHandler, Response } from 'express';
import { errorCodes } from '../../shared/error-codes.ts';
import type { Accountability, SchemaOverview } from '../directus.ts';
import { kilowatchError } from '../errors.ts';
import { getRuntime } from '../runtime.ts';
import type { Route, RouteAnswer } from './route.ts';
import { routes } from './routes.ts';

/** What Directus puts on a request before an endpoint sees it. */
type DirectusRequest = Request & { accountability: Accountability; schema: SchemaOverview };

export default defineEndpoint({
	id: 'kilowatch',
	handler: (router, context) => {
		const runtime = getRuntime(context);

		const serve = async (route: Route, request: Request, response: Response) => {
			if (runtime.installation.error && route.path !== '/status') {
				throw kilowatchError(errorCodes.notInstalled, runtime.installation.error);
			}

			const { accountability, schema } = request as DirectusRequest;
			const caller = {
				accountability,
				schema,
				services: context.services,
				connection: runtime.database,
				scope: runtime.environment.KILOWATCH_SCOPE,
			};
			send(response, await route.run(runtime, caller, request, response));
		};

		for (const route of routes) {
			// A rejection that nobody catches would end the whole process.
			const handler: RequestHandler = (request, response, next) => {
				serve(route, request, response).catch(next);
			};
			router[route.method](route.path, handler);
		}
	},
});

function send(response: Response, answer: RouteAnswer): void {
	if ('redirect' in answer) {
		response.setHeader('Cache-Control', 'no-store');
		// As it is: one that is relative must stay so.
		response
			.status(answer.status ?? 302)
			.setHeader('Location', answer.redirect)
			.end();

		return;
	}
	if ('html' in answer) {
		response.setHeader('Cache-Control', 'no-store');
		response
			.status(answer.status ?? 200)
			.type('html')
			.send(answer.html);

		return;
	}

	response.setHeader('Cache-Control', 'private, no-store');
	response.status(answer.status ?? 200).json(answer.json);
}
