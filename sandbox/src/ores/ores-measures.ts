import { Hono, type Context } from 'hono';
import { DateTime } from 'luxon';
import { dateOf, dayNumberOf, lastPublishedDay, todayOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import type { LoadProfile } from '../meters/meter.ts';
import type { OresConsent } from './ores-consents.ts';
import { withoutOne, type OresFaults } from './ores-faults.ts';
import type { OresMeter } from './ores-meters.ts';
import { dayTotal, midnightMs, quarterHours, type EnergyInterval } from './quarter-hours.ts';

export interface OresMeasureOptions {
	clock: Clock;
	meters: readonly OresMeter[];
	/** the consent that an access token belongs to; `undefined` for a token that is not good */
	consentOf: (accessToken: string) => Promise<OresConsent | undefined>;
	seen: SeenDataCalls;
	/** read and changed in place */
	trouble: { faults: OresFaults };
}

/** Calls of measures and metering points, refused ones too, and the newest of them. */
export interface SeenDataCalls {
	total: number;
	last: { path: string; query: string; status: number }[];
}

const KEPT_CALLS = 100;

interface Measure {
	load: (meter: OresMeter) => LoadProfile | null;
	resolution: 'PT15M' | 'P1D';
	intervals: (load: LoadProfile, dayNumber: number) => EnergyInterval[];
	/** longest window, in local days */
	windowDays: number;
	historyMonths: number;
}

const curve = { resolution: 'PT15M', intervals: quarterHours, windowDays: 31, historyMonths: 24 } as const;
const totals = {
	resolution: 'P1D',
	intervals: (load: LoadProfile, dayNumber: number) => [dayTotal(load, dayNumber)],
	windowDays: 366,
	historyMonths: 36,
} as const;

const measures: Readonly<Record<string, Measure>> = {
	consumption_load_curve: { ...curve, load: ({ consumption }) => consumption },
	production_load_curve: { ...curve, load: ({ production }) => production },
	consumption_daily: { ...totals, load: ({ consumption }) => consumption },
	production_daily: { ...totals, load: ({ production }) => production },
};

/** The assumed API of measures: RFC 3339, starts of intervals, kWh; errors as OAuth2 writes them. */
export function oresMeasureRoutes({ clock, meters, consentOf, seen, trouble }: OresMeasureOptions): Hono<{
	Variables: { consent: OresConsent };
}> {
	const routes = new Hono<{ Variables: { consent: OresConsent } }>();
	const today = (): string => todayOf(clock.nowMs());

	routes.use(async (context, next) => {
		await next();
		const { pathname, search } = new URL(context.req.url);
		seen.total += 1;
		seen.last = [...seen.last, { path: pathname, query: search, status: context.res.status }].slice(
			-KEPT_CALLS,
		);
	});

	routes.use(async (context, next) => {
		const fault = trouble.faults.nextData;
		if (fault) {
			trouble.faults = { ...trouble.faults, nextData: withoutOne(fault) };

			return answerFault(context, fault.kind);
		}
		const token = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
		const consent = token === undefined ? undefined : await consentOf(token);
		if (!consent || consent.validUntil < today()) return refuse(context, 401, 'invalid_token');
		context.set('consent', consent);

		return next();
	});

	routes.get('/metering_points', (context) => {
		const { consentId, eans, validUntil } = context.get('consent');

		return context.json({
			consent_id: consentId,
			metering_points: meters
				.filter(({ ean }) => eans.includes(ean))
				.map(({ ean, consumption, production }) => ({
					ean,
					consumption: consumption !== null,
					production: production !== null,
					valid_until: validUntil,
				})),
		});
	});

	for (const [name, measure] of Object.entries(measures))
		routes.get(`/${name}`, (context) => {
			const { prm, start, end } = context.req.query();
			const from = dayOf(start);
			const to = dayOf(end);
			const meter = meters.find(({ ean }) => ean === prm);
			if (!meter || from === undefined || to === undefined || from >= to)
				return refuse(context, 400, 'invalid_request');
			if (!context.get('consent').eans.includes(meter.ean))
				return refuse(context, 403, 'metering_point_not_authorized');
			const load = measure.load(meter);
			if (!load) return refuse(context, 400, 'no_such_direction');
			if (to - from > measure.windowDays) return refuse(context, 400, 'window_too_long');
			if (from < dayNumberOf(meter.activatedOn)) return refuse(context, 400, 'before_activation');
			if (dateOf(from) < monthsBefore(today(), measure.historyMonths))
				return refuse(context, 400, 'before_history');

			const last = Math.min(to - 1, lastPublishedDay(clock.nowMs()));
			const days = Array.from({ length: Math.max(0, last - from + 1) }, (_, index) => from + index);
			const intervals = days.flatMap((day) => measure.intervals(load, day));
			if (intervals.length === 0) return refuse(context, 404, 'no_data');

			return context.json({
				prm,
				unit: 'kWh',
				resolution: measure.resolution,
				values: intervals.map(({ start: at, kwh }) => ({ start: at, value: kwh, quality: 'measured' })),
			});
		});

	return routes;
}

/** The local day that a moment is the midnight of; `undefined` for any other text. */
function dayOf(text: string | undefined): number | undefined {
	const moment = DateTime.fromISO(text ?? '', { setZone: true });
	if (!moment.isValid || !/(Z|[+-]\d\d:\d\d)$/.test(text ?? '')) return undefined;
	const day = dayNumberOf(moment.setZone('Europe/Brussels').toFormat('yyyy-MM-dd'));

	return midnightMs(day) === moment.toMillis() ? day : undefined;
}

function monthsBefore(date: string, months: number): string {
	return DateTime.fromISO(date, { zone: 'utc' }).minus({ months }).toFormat('yyyy-MM-dd');
}

function refuse(context: Context, status: 400 | 401 | 403 | 404, error: string): Response {
	if (status === 401) context.header('WWW-Authenticate', `Bearer error="${error}"`);

	return context.json({ error, error_description: 'The simulator refuses this call.' }, status);
}

function answerFault(context: Context, kind: NonNullable<OresFaults['nextData']>['kind']): Response {
	switch (kind) {
		case 'unavailable_503':
			return context.json({ error: 'temporarily_unavailable' }, 503);
		case 'garbage':
			return context.json({ values: 'none that anybody knows' });
		case 'unauthorized':
			return refuse(context, 401, 'invalid_token');
		case 'throttled':
			context.header('Retry-After', '60');

			return context.json({ error: 'too_many_requests' }, 429);
		case 'application_suspended':
			return refuse(context, 403, 'application_suspended');
	}
}
