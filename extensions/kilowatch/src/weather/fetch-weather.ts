import { addDays, localDateOf, subtractMonths } from '../domain/local-days.ts';
import { placeKey, type Place } from '../domain/weather/place.ts';
import type { ProviderFailure } from '../providers/provider.ts';
import type { WeatherProvider } from '../providers/weather/weather-provider.ts';
import type { Database } from '../storage/database.ts';
import { readTemperatures, storeTemperatures } from '../storage/weather/temperatures.ts';
import {
	claimWeather,
	holdPlace,
	postponeWeather,
	type ClaimedBuilding,
} from '../storage/weather/weather-places.ts';
import { nextNight } from './next-night.ts';
import { planDays, type WeatherWindow } from './plan-days.ts';

export interface WeatherContext {
	database: Database;
	provider: WeatherProvider;
	/** for how many months days are kept */
	keptMonths: number;
	/** whose night it is, and whose days a building has that names no zone */
	timeZone: string;
	now: () => Date;
	log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** Nobody else of this process is to wait for longer: what is left is taken by the next minute. */
const LONGEST_PASS_MS = 50_000;

/** Pauses after failures on end, in seconds; the last one goes on. */
const PAUSES_SECONDS = [300, 900, 3_600, 3 * 3_600, 6 * 3_600];

/**
 * Asks for the weather of every building that is due: at first for all days that are kept, then every night for what is missing or
 * was preliminary. Any number of processes may: each building is asked for by one, and whoever dies over it leaves it to the
 * next. Buildings that stand at one place are one call.
 *
 * @returns how many days were written
 */
export async function fetchWeather(context: WeatherContext): Promise<number> {
	const { database, timeZone, now } = context;
	const end = now().getTime() + LONGEST_PASS_MS;
	let written = 0;
	for (;;) {
		const claimed = await claimWeather(database, timeZone);
		if (claimed.length === 0) return written;
		for (const group of groupsOf(claimed)) written += await fetchSafely(context, group, end);
		if (now().getTime() >= end) return written;
	}
}

interface Group {
	place: Place;
	buildings: ClaimedBuilding[];
}

function groupsOf(claimed: readonly ClaimedBuilding[]): Group[] {
	const groups = new Map<string, Group>();
	for (const building of claimed) {
		const group = groups.get(placeKey(building.place)) ?? { place: building.place, buildings: [] };
		group.buildings.push(building);
		groups.set(placeKey(building.place), group);
	}

	return [...groups.values()];
}

/** One place's trouble is not the others'. */
async function fetchSafely(context: WeatherContext, group: Group, endMs: number): Promise<number> {
	const { log } = context;
	try {
		return await fetchGroup(context, group, endMs);
	} catch (error) {
		log('The weather of a place could not be kept', { error });
		await postpone(context, group, pauseAfter(group.buildings), 'not_kept');

		return 0;
	}
}

function postpone(
	{ database }: WeatherContext,
	{ place, buildings }: Group,
	seconds: number,
	errorCode: string | null,
) {
	return postponeWeather(
		database,
		buildings.map(({ building }) => building),
		place,
		{ seconds, errorCode },
	);
}

async function fetchGroup(context: WeatherContext, group: Group, endMs: number): Promise<number> {
	const { provider, now, log, timeZone } = context;
	const { place, buildings } = group;
	let written = 0;
	for (const window of await plan(context, group)) {
		// The rest is due at once, and the days that came are not asked for again.
		if (now().getTime() >= endMs) {
			await postpone(context, group, 0, null);

			return written;
		}
		const outcome = await provider.fetchDays({ place, ...window }, AbortSignal.timeout(CALL_LIMIT_MS));
		if (outcome.kind === 'failure') {
			const { class: failureClass, code, excerpt } = outcome.failure;
			log('The weather of a place did not come', {
				provider: provider.rules.name,
				class: failureClass,
				code,
				excerpt,
			});
			await postpone(context, group, pauseOf(outcome.failure, buildings, now()), code);

			return written;
		}
		written += await store(context, group, window, outcome.days);
	}
	const night = nextNight(now(), timeZone, placeKey(place));
	await postpone(context, group, (night.getTime() - now().getTime()) / 1000, null);

	return written;
}

/** All the turns of one long call among it. */
const CALL_LIMIT_MS = 60_000;

/** What any of the buildings lacks is asked for once. */
async function plan({ database, provider, keptMonths, now }: WeatherContext, { place, buildings }: Group) {
	const today = localDateOf(now().getTime() / 1000, place.timeZone);
	const period = { from: addDays(subtractMonths(today, keptMonths), 1), to: today };
	const windows: WeatherWindow[] = [];
	for (const { building } of buildings) {
		const known = await readTemperatures(database, building, period);
		const covered = windows.flatMap(({ from, to }) => ({ from, to }));
		windows.push(
			...planDays(known, period, provider.rules).filter(
				(window) => !covered.some(({ from, to }) => window.from >= from && window.to <= to),
			),
		);
	}

	return windows;
}

async function store(
	{ database, provider }: WeatherContext,
	{ place, buildings }: Group,
	{ kind }: WeatherWindow,
	days: Parameters<typeof storeTemperatures>[2]['days'],
): Promise<number> {
	let written = 0;
	for (const { building } of buildings) {
		written += await database.transaction(async (connection) => {
			if (!(await holdPlace(connection, building, place))) return 0;
			const stored = await storeTemperatures(connection, building, {
				days,
				source: provider.rules.name,
				preliminary: kind === 'recent',
			});

			return stored.written;
		});
	}

	return written;
}

/** A service that names a moment is obeyed, sooner or later than our own pause; in seconds. */
function pauseOf({ retryAt }: ProviderFailure, buildings: readonly ClaimedBuilding[], now: Date): number {
	if (!retryAt) return pauseAfter(buildings);

	return Math.max((retryAt.getTime() - now.getTime()) / 1000, SHORTEST_PAUSE_SECONDS);
}

/** Its clock may be ahead of ours. */
const SHORTEST_PAUSE_SECONDS = 60;

function pauseAfter(buildings: readonly ClaimedBuilding[]): number {
	const failures = Math.max(...buildings.map((building) => building.failures));

	return PAUSES_SECONDS[failures] ?? PAUSES_SECONDS.at(-1) ?? SHORTEST_PAUSE_SECONDS;
}
