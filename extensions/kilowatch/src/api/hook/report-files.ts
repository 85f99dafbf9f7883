/**
 * A report's file is for who may see its building, and for nobody else. Directus asks its own permission on files, which on an
 * unlicensed project opens every file or none.
 */
import { ForbiddenError } from '@directus/errors';
import type { Application, Request } from 'express';
import { listReportFiles, readReportBuilding } from '../../storage/erasure/reports.ts';
import { listVisibleBuildings, mayAccessBuilding } from '../access.ts';
import type { Caller } from '../caller.ts';
import type { Accountability, ApiContext, Query, RegisterFunctions, SchemaOverview } from '../directus.ts';
import type { Runtime } from '../runtime.ts';

type DirectusRequest = Request & { accountability?: Accountability | null; schema: SchemaOverview };

/** Directus reads as much of a file's path as a key has signs. */
const KEY_LENGTH = 36;

/** PostgreSQL takes so many parameters at most. */
const MOST_PARAMETERS = 20_000;

export function registerReportFiles(
	{ init, filter }: Pick<RegisterFunctions, 'init' | 'filter'>,
	{ services, getSchema }: Pick<ApiContext, 'services' | 'getSchema'>,
	runtime: Pick<Runtime, 'database' | 'environment' | 'installation'>,
): void {
	const { database, environment } = runtime;
	// Where Kilowatch could not be installed, there are no reports. The hook writes anew how it went.
	const isInstalled = (): boolean => runtime.installation.error === null;
	const callerOf = (accountability: Accountability | null, schema: SchemaOverview): Caller => ({
		accountability,
		schema,
		services,
		connection: database,
		scope: environment.KILOWATCH_SCOPE,
	});

	// Its bytes: Directus reads them without asking any filter.
	init('routes.before', ({ app }) => {
		(app as Application).use('/assets/:file', (request, _response, next) => {
			const asked = request as Request<{ file: string }> & DirectusRequest;
			if ((request.method !== 'GET' && request.method !== 'HEAD') || !isInstalled()) {
				next();

				return;
			}
			const decide = async () => {
				const building = await readReportBuilding(
					database,
					asked.params.file.slice(0, KEY_LENGTH).toLowerCase(),
				);
				if (building === undefined) return;
				const accountability = asked.accountability ?? null;
				// Whom nobody has looked at is nobody.
				if (accountability === null) throw new ForbiddenError();
				if (!(await mayAccessBuilding(callerOf(accountability, asked.schema), building, 'read'))) {
					throw new ForbiddenError();
				}
				// Who may see the building needs no right on all files for its report. Only this request is answered so.
				asked.accountability = { ...accountability, admin: true };
			};
			decide().then(() => {
				next();
			}, next);
		});
	});

	// What is told of it, and files that are asked for in an archive.
	filter('files.query', async (query, _, { accountability }) => {
		if (!accountability || accountability.admin || !isInstalled()) return query;
		const hidden = await hiddenFiles(callerOf(accountability, await getSchema()));
		if (hidden.length === 0) return query;
		const { filter: own, ...rest } = query as Query;
		const others =
			hidden.length > MOST_PARAMETERS ? { type: { _neq: 'application/pdf' } } : { id: { _nin: hidden } };

		return { ...rest, filter: own ? { _and: [own, others] } : others };
	});
}

/** Files of reports on buildings that the caller may not see. */
async function hiddenFiles(caller: Caller): Promise<string[]> {
	const reports = await listReportFiles(caller.connection);
	if (reports.length === 0) return [];
	// Who may see no building at all is refused the list.
	const visible = await listVisibleBuildings(caller).catch(() => []);
	const mine = new Set(visible.map(String));

	return reports.flatMap(({ building, files }) => (mine.has(String(building)) ? [] : files));
}
