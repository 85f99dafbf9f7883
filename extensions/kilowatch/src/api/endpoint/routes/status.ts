import { z } from 'zod';
import { nextMoment } from '../../../sync/schedule.ts';
import type {
	CallLimitState,
	StatusAnswer,
	StatusDetail,
	StorageState,
	WeatherState,
} from '../../../shared/http-contract/status.ts';
import { readCallsLeft } from '../../../storage/call-limits.ts';
import { countRuns } from '../../../storage/sync-runs.ts';
import { detectDatabase } from '../../../storage/capabilities.ts';
import { countWeatherPlaces } from '../../../storage/weather/weather-places.ts';
import type { Runtime } from '../../runtime.ts';
import { version } from '../../../../package.json';
import { defineRoute, nothing } from '../route.ts';

/** `GET /kilowatch/status`: whether all is well; to admins also of what it is made. */
export const status = defineRoute({
	method: 'get',
	path: '/status',
	access: 'anyone',
	summary: 'Whether all is well; to admins also of what it is made',
	answers: { json: 'StatusAnswer' },
	errors: [],
	query: z.looseObject({}),
	body: nothing,
	async handle({ runtime, caller }) {
		const ok = runtime.installation.error === null;
		const isAdmin = caller.accountability?.admin ?? true;
		const data: StatusAnswer['data'] = isAdmin ? { ok, ...(await readDetail(runtime)) } : { ok };

		return { json: { data } satisfies StatusAnswer };
	},
});

async function readDetail(runtime: Runtime): Promise<StatusDetail> {
	const { database, environment, installation, providers } = runtime;
	const isInstalled = installation.error === null;
	const runs = isInstalled ? await countRuns(database) : { queued: 0, running: 0 };

	return {
		version,
		database: await detectDatabase(database),
		storage: isInstalled ? await readStorage(runtime) : null,
		migrations: installation,
		providers: providers.states,
		queue: {
			...runs,
			workers: environment.KILOWATCH_WORKERS,
			next_sync_at: isInstalled
				? nextMoment(
						environment.KILOWATCH_SYNC_CRON,
						environment.KILOWATCH_TIMEZONE,
						new Date(),
					).toISOString()
				: null,
		},
		weather: await readWeather(runtime, isInstalled),
		call_limits: isInstalled ? await readCallLimits(runtime) : [],
		circuits: providers.circuits(),
		licence: await runtime.countCollections(),
		scope: environment.KILOWATCH_SCOPE,
	};
}

/** The rest of the status is told all the same where the database does not say how large it is. */
async function readStorage({ storageState, warn }: Runtime): Promise<StorageState | null> {
	try {
		return await storageState();
	} catch (error) {
		warn('How much room readings take could not be found out', {
			reason: error instanceof Error ? error.message : String(error),
		});

		return null;
	}
}

async function readWeather({ database, weather }: Runtime, isInstalled: boolean): Promise<WeatherState> {
	const { buildings, failing, errorCode } = isInstalled
		? await countWeatherPlaces(database)
		: { buildings: 0, failing: 0, errorCode: null };

	return {
		name: weather?.rules.name ?? 'open_meteo',
		configured: weather !== undefined,
		missing: weather ? [] : ['KILOWATCH_OPEN_METEO_URL'],
		note: 'tells_places',
		buildings,
		failing,
		error_code: errorCode,
	};
}

async function readCallLimits({ database, providers, weather }: Runtime): Promise<CallLimitState[]> {
	const limits = [...providers.providers.values(), ...(weather ? [weather] : [])].flatMap(
		({ callLimits }) => callLimits,
	);

	return Promise.all(
		limits.map(async (limit) => {
			const { callsLeft, blockedUntil } = await readCallsLeft(database, limit);

			return {
				api: limit.name,
				calls_per_hour: limit.callsPerHour,
				calls_left: callsLeft,
				blocked_until: blockedUntil?.toISOString() ?? null,
			};
		}),
	);
}
