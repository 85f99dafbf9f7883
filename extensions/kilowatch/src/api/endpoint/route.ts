import { ForbiddenError } from '@directus/errors';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { ConsentError } from '../../consent/consent-error.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import { readConsent } from '../../storage/consents.ts';
import { readAlertBuilding } from '../../storage/alerts/list-alerts.ts';
import { readDevice } from '../../storage/devices.ts';
import { readRun } from '../../storage/sync-runs.ts';
import { checkBuildingAccess, type Need } from '../access.ts';
import type { Caller } from '../caller.ts';
import { kilowatchError } from '../errors.ts';
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

/** What a route answers: JSON, a page, a file that is made while it is sent, or somewhere else to go. */
export type RouteAnswer =
	| { status?: 200 | 202; json: unknown; personal?: boolean }
	| { status?: 200 | 400 | 403 | 404 | 422 | 429 | 500; html: string }
	| { stream: AsyncIterable<string>; type: string; fileName: string }
	| { redirect: string; status?: 302 | 303 };

export interface Route {
	method: 'get' | 'post';
	path: string;
	access: RouteAccess;
	/** runs the whole request; throws Directus errors only */
	run: (runtime: Runtime, caller: Caller, request: Request, response: Response) => Promise<RouteAnswer>;
}

/** A route whose access is checked and whose input is validated before its handler sees anything. */
export function defineRoute<Query extends z.ZodType, Body extends z.ZodType>(definition: {
	method: Route['method'];
	path: string;
	access: RouteAccess;
	query: Query;
	body: Body;
	handle: (request: RouteRequest<z.output<Query>, z.output<Body>>) => Promise<RouteAnswer>;
}): Route {
	const { method, path, access, handle } = definition;

	return {
		method,
		path,
		access,
		async run(runtime, caller, request, response) {
			await checkAccess(access, caller, request.params);
			const query = validate(definition.query, request.query);
			const body = validate(definition.body, request.body ?? {});

			return handle({
				runtime,
				caller,
				params: request.params,
				query,
				body,
				http: { request, response },
			}).catch((error: unknown) => {
				throw error instanceof ConsentError ? kilowatchError(error.code, error.message) : error;
			});
		},
	};
}

/** Input of routes that take none. */
export const nothing = z.strictObject({});

/** A part of a path that the route declares. */
export function pathParam(params: Readonly<Record<string, string>>, name: string): string {
	const value = params[name];
	if (value === undefined) throw new Error(`The path has no :${name}`);

	return value;
}

/** What a key in a path may be of. */
type PathKind = 'building' | 'run' | 'consent' | 'device' | 'alert';

async function checkAccess(
	access: RouteAccess,
	caller: Caller,
	params: Readonly<Record<string, string>>,
): Promise<void> {
	if (access === 'anyone') return;
	if (caller.accountability !== null && !caller.accountability.user) throw new ForbiddenError();
	if (access === 'signed-in') return;
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

function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
	const result = schema.safeParse(input);
	if (result.success) return result.data;

	const problems = result.error.issues.map(({ path, message }) =>
		[path.join('.'), message].filter(Boolean).join(': '),
	);
	throw kilowatchError(errorCodes.invalidRequest, problems.join('; '));
}
