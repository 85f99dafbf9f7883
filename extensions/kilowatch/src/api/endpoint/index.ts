import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { defineEndpoint } from '@directus/extensions-sdk';
import type { Request, RequestHandler, Response } from 'express';
import { errorCodes } from '../../shared/error-codes.ts';
import type { Accountability, SchemaOverview } from '../directus.ts';
import { kilowatchError } from '../errors.ts';
import { getRuntime, type Runtime } from '../runtime.ts';
import { sendJson } from './json-answer.ts';
import type { FileAnswer, Route, RouteAnswer } from './route.ts';
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
			await send(runtime, request, response, await route.run(runtime, caller, request, response));
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

async function send(
	runtime: Runtime,
	request: Request,
	response: Response,
	answer: RouteAnswer,
): Promise<void> {
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

	if ('json' in answer && request.method !== 'POST' && (answer.status ?? 200) === 200) {
		const { json, written, personal } = answer;
		sendJson(request, response, { text: written ?? JSON.stringify(json), isPersonal: personal !== false });

		return;
	}

	response.setHeader('Cache-Control', 'private, no-store');
	if ('stream' in answer) {
		await sendFile(runtime, response, answer);

		return;
	}

	if ('text' in answer) {
		response
			.type(`${answer.type}; charset=utf-8`)
			.setHeader('X-Content-Type-Options', 'nosniff')
			.send(answer.text);

		return;
	}

	response.status(answer.status ?? 200).json(answer.json);
}

/** Begins only when the first piece is there: what goes wrong before it is answered as an error still. */
async function sendFile(
	runtime: Pick<Runtime, 'warn'>,
	response: Response,
	{ stream, type, fileName }: FileAnswer,
): Promise<void> {
	const pieces = stream[Symbol.asyncIterator]();
	const first = await pieces.next();
	response.setHeader('Content-Type', typeof first.value === 'string' ? `${type}; charset=utf-8` : type);
	response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
	response.setHeader('X-Content-Type-Options', 'nosniff');
	const rest = async function* () {
		if (!first.done) yield first.value;
		yield* { [Symbol.asyncIterator]: () => pieces };
	};
	try {
		await pipeline(Readable.from(rest()), response);
	} catch (error) {
		const isGone = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
		// The status is sent already: only the connection that breaks says that it is not all.
		if (!isGone) runtime.warn('A file broke off while it was sent', { error });
	}
}
