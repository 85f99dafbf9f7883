import { ForbiddenError } from '@directus/errors';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { ConsentError } from '../../consent/consent-error.ts';
import { errorCodes, type ErrorCode } from '../../shared/error-codes.ts';
import { readConsent } from '../../storage/consents.ts';
import { readAlertBuilding } from '../../storage/alerts/list-alerts.ts';
import { readDevice } from '../../storage/devices.ts';
import { readRun } from '../../storage/sync-runs.ts';
import { checkBuildingAccess, type Need } from '../access.ts';
import type { Caller } from '../caller.ts';
import { kilowatchError } from '../errors.ts';
import type { AnswerName } from '../openapi/answer-name.ts';
import type { Runtime } from '../runtime.ts';

/**
 * Who may call a route: anyone (it protects itself by what it answers or by a secret), anyone signed in (it answers
 * only what they may see), admins alone, or who may read or change the building that its path leads to.
 */
export type RouteAccess =
	| 'anyone'
	| 'signed-in'
	| 'admin'
	| `building-${Need}`
	| `run-${Need}`
	| `consent-${Need}`
	| 'device-update'
	| 'alert-update';

export interface RouteRequest<Query, Body> {
	runtime: Runtime;
	caller: Caller;
	params: Readonly<Record<string, string>>;
	query: Query;
	body: Body;
	/** for cookies and headers, which few routes need */
	http: { request: Request; response: Response };
}

/** What a route answers: JSON or a text, a page, a file, or somewhere else to go. */
export type RouteAnswer =
	| JsonRouteAnswer
	| { status?: 200 | 400 | 403 | 404 | 422 | 429 | 500; html: string }
	| { text: string; type: 'text/csv' }
	| FileAnswer
	| { redirect: string; status?: 302 | 303 };

interface JsonRouteAnswer {
	status?: 200 | 202;
	json: unknown;
	/** `json` as it is sent, where it was written quicker than by `JSON.stringify` */
	written?: string;
	/** said where nothing in it is about a natural person: a browser may keep it then, and asks whether it is still so */
	personal?: false;
}

/** A file that is made while it is sent. Text is UTF-8; of bytes the type says all. */
export interface FileAnswer {
	stream: AsyncIterable<string | Uint8Array>;
	type: string;
	fileName: string;
}

/** What a route says of itself in the OpenAPI document. */
export interface RouteDocumentation {
	/** what it does, as a sentence without its end */
	summary: string;
	answers: DocumentedAnswers;
	/** our own errors that it may answer, besides those of every route: a request of another form, no right, no schema */
	errors: readonly ErrorCode[];
}

/** What a route answers where all is well: JSON of a type of the HTTP contract, other media, or somewhere else to go. */
export interface DocumentedAnswers {
	status?: 200 | 202 | 302 | 303;
	json?: AnswerName;
	media?: readonly string[];
}

export interface Route extends RouteDocumentation {
	method: 'get' | 'post';
	path: string;
	access: RouteAccess;
	/** what of a query and a body it takes; `fileBody`: the body is a file */
	query: z.ZodType;
	body: z.ZodType;
	/** runs the whole request; throws Directus errors only */
	run: (runtime: Runtime, caller: Caller, request: Request, response: Response) => Promise<RouteAnswer>;
}

/** A route whose access is checked and whose input is validated before its handler sees anything. */
export function defineRoute<Query extends z.ZodType, Body extends z.ZodType, Prepared = undefined>({
	handle,
	prepare,
	...definition
}: Omit<Route, 'run' | 'query' | 'body'> & {
	query: Query;
	body: Body;
	/**
	 * What the handler needs in any case, read while the access is being checked. It changes nothing, and where the caller has no
	 * access nobody learns of it, nor of its failure.
	 */
	prepare?: (
		request: Omit<RouteRequest<z.output<Query>, z.output<Body>>, 'body' | 'http'>,
	) => Promise<Prepared>;
	handle: (
		request: RouteRequest<z.output<Query>, z.output<Body>>,
		prepared: NoInfer<Prepared>,
	) => Promise<RouteAnswer>;
}): Route {
	const { access } = definition;

	return {
		...definition,
		async run(runtime, caller, request, response) {
			const { params } = request;
			refuseNobody(access, caller);
			const given = withoutToken(request.query);
			const asked = definition.query.safeParse(given);
			const preparing =
				prepare && asked.success ? prepare({ runtime, caller, params, query: asked.data }) : undefined;
			// Whoever is refused first, the other's failure is nobody's.
			preparing?.catch(() => undefined);
			await checkAccess(access, caller, params);
			const query = validate(definition.query, given);
			const body = validate(definition.body, request.body ?? {});

			// A route without it has nothing that is prepared.
			const prepared = (await preparing) as Prepared;

			return handle({ runtime, caller, params, query, body, http: { request, response } }, prepared).catch(
				(error: unknown) => {
					throw error instanceof ConsentError ? kilowatchError(error.code, error.message) : error;
				},
			);
		},
	};
}

/** Input of routes that take none. */
export const nothing = z.strictObject({});

/** The body is a file: a stream that the handler reads. */
export const fileBody = z.unknown();

/** The body is JSON of this form or a file: which of the two, the handler finds out, and validates the JSON. */
export function jsonOrFile<Schema extends z.ZodType>(json: Schema) {
	return z.union([json, fileBody]);
}

/** A part of a path that the route declares. */
export function pathParam(params: Readonly<Record<string, string>>, name: string): string {
	const value = params[name];
	if (value === undefined) throw new Error(`The path has no :${name}`);

	return value;
}

/** What a key in a path may be of. */
type PathKind = 'building' | 'run' | 'consent' | 'device' | 'alert';

/** Before anything is read. */
function refuseNobody(access: RouteAccess, { accountability }: Caller): void {
	if (access !== 'anyone' && accountability !== null && !accountability.user) throw new ForbiddenError();
}

async function checkAccess(
	access: RouteAccess,
	caller: Caller,
	params: Readonly<Record<string, string>>,
): Promise<void> {
	if (access === 'anyone' || access === 'signed-in') return;
	if (access === 'admin') {
		if (caller.accountability?.admin === false) throw new ForbiddenError();

		return;
	}

	const [kind, need] = access.split('-') as [PathKind, Need];
	await checkBuildingAccess(caller, await buildingOf(kind, caller, pathParam(params, kind)), need);
}

/** The building a path leads to; a key that leads nowhere is as forbidden as one that leads elsewhere. */
async function buildingOf(kind: PathKind, caller: Caller, key: string) {
	if (kind === 'building') return key;
	if (!z.uuid().safeParse(key).success) throw new ForbiddenError();

	const { connection } = caller;
	if (kind === 'alert') {
		const building = await readAlertBuilding(connection, key);
		if (building === undefined) throw new ForbiddenError();

		return building;
	}
	const device = await readDevice(connection, kind === 'device' ? key : await deviceOf(kind, caller, key));
	if (!device) throw new ForbiddenError();

	return device.building;
}

async function deviceOf(kind: 'run' | 'consent', { connection }: Caller, key: string): Promise<string> {
	const owner = kind === 'run' ? await readRun(connection, key) : await readConsent(connection, key);
	if (!owner) throw new ForbiddenError();

	return owner.device;
}

/** Directus reads a token out of the query and leaves it there; to a route it is no parameter. */
function withoutToken(query: Request['query']): Request['query'] {
	return Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'access_token'));
}

/** @throws KILOWATCH_INVALID_REQUEST with each field that is wrong */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
	const result = schema.safeParse(input);
	if (result.success) return result.data;

	const problems = result.error.issues.map(({ path, message }) =>
		[path.join('.'), message].filter(Boolean).join(': '),
	);
	throw kilowatchError(errorCodes.invalidRequest, problems.join('; '));
}
