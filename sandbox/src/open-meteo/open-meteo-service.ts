import { Hono, type Context } from 'hono';
import { DateTime, IANAZone } from 'luxon';
import { dateOf, dayNumberOf, isDate } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import { createCallWeights } from './call-weights.ts';
import { noOpenMeteoFaults, openMeteoFaultsSchema, type OpenMeteoFaults } from './open-meteo-faults.ts';
import { temperaturesAt, type DayTemperatures } from './temperatures.ts';

export interface OpenMeteoService {
	/** to be put at `/open-meteo` */
	routes: Hono;
	/** to be put at `/sandbox/open-meteo` */
	control: Hono;
}

const variables = {
	temperature_2m_mean: 'mean',
	temperature_2m_min: 'min',
	temperature_2m_max: 'max',
} as const satisfies Record<string, keyof DayTemperatures>;

type Variable = keyof typeof variables;

const isVariable = (name: string): name is Variable => name in variables;

/** The reanalysis knows a day after five. */
const ARCHIVE_DELAY_DAYS = 5;
const MOST_PAST_DAYS = 92;
const MOST_FORECAST_DAYS = 16;
const FIRST_DAY = '1940-01-01';
const KEPT_CALLS = 100;

interface Request {
	latitude: number;
	longitude: number;
	timezone: string;
	daily: Variable[];
	/** the place's date */
	today: number;
}

interface SeenCalls {
	total: number;
	last: { path: string; query: string; status: number }[];
}

/**
 * The daily temperatures of Open-Meteo's archive and forecast, as its documentation has them.
 *
 * @param isLimited whether the free service's limits hold
 */
export function createOpenMeteo(clock: Clock, isLimited = true): OpenMeteoService {
	const weights = createCallWeights(clock);
	const seen: SeenCalls = { total: 0, last: [] };
	let faults: OpenMeteoFaults = noOpenMeteoFaults;

	const routes = new Hono();
	routes.use(async (context, next) => {
		await next();
		const { pathname, searchParams } = new URL(context.req.url);
		if (searchParams.has('apikey')) searchParams.set('apikey', '…');
		seen.total += 1;
		seen.last = [
			...seen.last,
			{ path: pathname, query: searchParams.toString(), status: context.res.status },
		].slice(-KEPT_CALLS);
	});

	routes.get('/v1/archive', (context) => {
		const request = readRequest(context, clock);
		if (typeof request === 'string') return refuse(context, 400, request);
		const { start_date: start = '', end_date: end = '' } = context.req.query();
		if (!isDate(start) || !isDate(end))
			return refuse(context, 400, "Invalid date format. Make sure to use 'YYYY-MM-DD'");
		const [first, last] = [dayNumberOf(start), dayNumberOf(end)];
		if (first > last) return refuse(context, 400, 'End-date must be larger or equals than start-date');
		for (const [name, day] of [
			['start_date', first],
			['end_date', last],
		] as const) {
			if (day < dayNumberOf(FIRST_DAY) || day > request.today) {
				return refuse(
					context,
					400,
					`Parameter '${name}' is out of allowed range from ${FIRST_DAY} to ${dateOf(request.today)}`,
				);
			}
		}

		return answer(context, request, first, last, request.today - ARCHIVE_DELAY_DAYS);
	});

	routes.get('/v1/forecast', (context) => {
		const request = readRequest(context, clock);
		if (typeof request === 'string') return refuse(context, 400, request);
		const past = Number(context.req.query('past_days') ?? 0);
		const ahead = Number(context.req.query('forecast_days') ?? 7);
		if (!Number.isInteger(past) || past < 0 || past > MOST_PAST_DAYS)
			return refuse(
				context,
				400,
				`Past days is invalid. Allowed range 0 to ${MOST_PAST_DAYS}. Given ${past}.`,
			);
		if (!Number.isInteger(ahead) || ahead < 0 || ahead > MOST_FORECAST_DAYS)
			return refuse(
				context,
				400,
				`Forecast days is invalid. Allowed range 0 to ${MOST_FORECAST_DAYS}. Given ${ahead}.`,
			);

		return answer(context, request, request.today - past, request.today + ahead - 1, Infinity);
	});

	return { routes, control: controlRoutes() };

	function answer(
		context: Context,
		request: Request,
		first: number,
		last: number,
		lastKnown: number,
	): Response {
		const limit = isLimited ? weights.take(last - first + 1) : undefined;
		if (limit !== undefined) return refuse(context, 429, limit);
		const fault = takeFault();
		const refused = fault && answerFault(context, fault);
		if (refused) return refused;

		const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
		const valueOf = (variable: Variable, day: number): number | null => {
			if (day > lastKnown || fault === 'nulls') return null;
			const celsius =
				temperaturesAt(request.latitude, request.longitude, day)[variables[variable]] + faults.warmerBy;

			return Math.round((fault === 'fahrenheit' ? celsius * 1.8 + 32 : celsius) * 10) / 10;
		};
		const unit = fault === 'fahrenheit' ? '°F' : '°C';
		const local = DateTime.fromMillis(clock.nowMs(), { zone: request.timezone });

		return context.json({
			latitude: Math.round(request.latitude * 10) / 10,
			longitude: Math.round(request.longitude * 10) / 10,
			generationtime_ms: 0.2,
			utc_offset_seconds: local.offset * 60,
			timezone: request.timezone,
			timezone_abbreviation: local.offsetNameShort,
			elevation: 170,
			daily_units: { time: 'iso8601', ...Object.fromEntries(request.daily.map((name) => [name, unit])) },
			daily: {
				time: days.map(dateOf),
				...Object.fromEntries(request.daily.map((name) => [name, days.map((day) => valueOf(name, day))])),
			},
		});
	}

	function takeFault(): NonNullable<OpenMeteoFaults['next']>['kind'] | undefined {
		const { next } = faults;
		if (!next) return undefined;
		faults = { ...faults, next: next.calls > 1 ? { ...next, calls: next.calls - 1 } : null };

		return next.kind;
	}

	function controlRoutes(): Hono {
		const control = new Hono();
		control.get('/calls', (context) => context.json(seen));
		control.delete('/calls', (context) => {
			Object.assign(seen, { total: 0, last: [] });
			weights.clear();

			return context.json(seen);
		});
		control.get('/faults', (context) => context.json(faults));
		control.put('/faults', async (context) => {
			const parsed = openMeteoFaultsSchema.safeParse(await context.req.json().catch(() => undefined));
			if (!parsed.success) {
				const [issue] = parsed.error.issues;

				return context.json({ message: `${issue?.path.join('.')}: ${issue?.message}` }, 400);
			}
			faults = parsed.data;

			return context.json(faults);
		});
		control.delete('/faults', (context) => {
			faults = noOpenMeteoFaults;

			return context.json(faults);
		});

		return control;
	}
}

/** What both addresses are asked with; a text is why it is refused. */
function readRequest(context: Context, clock: Clock): Request | string {
	const query = context.req.query();
	const latitude = Number(query.latitude ?? NaN);
	const longitude = Number(query.longitude ?? NaN);
	if (!(latitude >= -90 && latitude <= 90))
		return `Latitude must be in range of -90 to 90°. Given: ${query.latitude ?? ''}.`;
	if (!(longitude >= -180 && longitude <= 180))
		return `Longitude must be in range of -180 to 180°. Given: ${query.longitude ?? ''}.`;
	const daily = (query.daily ?? '').split(',').filter(Boolean);
	const unknown = daily.find((name) => !isVariable(name));
	if (unknown !== undefined)
		return `Data corrupted at path ''. Cannot initialize variable from invalid String value ${unknown}.`;
	const { timezone } = query;
	if (daily.length > 0 && !timezone) return 'Timezone is required';
	if (timezone && !IANAZone.isValidZone(timezone)) return 'Invalid timezone';
	const zone = timezone || 'GMT';

	return {
		latitude,
		longitude,
		timezone: zone,
		daily: daily.filter(isVariable),
		today: dayNumberOf(DateTime.fromMillis(clock.nowMs(), { zone }).toFormat('yyyy-MM-dd')),
	};
}

function refuse(context: Context, status: 400 | 429 | 500, reason: string): Response {
	return context.json({ error: true, reason }, status);
}

/** `undefined` for what changes the values alone. */
function answerFault(
	context: Context,
	kind: NonNullable<OpenMeteoFaults['next']>['kind'],
): Response | undefined {
	switch (kind) {
		case 'minutely_limit':
			return refuse(context, 429, 'Minutely API request limit exceeded. Please try again in one minute.');
		case 'hourly_limit':
			return refuse(context, 429, 'Hourly API request limit exceeded. Please try again in the next hour.');
		case 'daily_limit':
			return refuse(context, 429, 'Daily API request limit exceeded. Please try again tomorrow.');
		case 'invalid_key':
			return refuse(context, 400, 'The supplied API key is invalid.');
		case 'error_500':
			return refuse(context, 500, 'The simulator has trouble');
		case 'html_502':
			return context.html('<html><body>Bad gateway</body></html>', 502);
		case 'broken_off':
			return context.body(
				'{"latitude":45.8,"daily":{"time":["2026-01-Unexpected error while streaming data',
				200,
			);
		case 'garbage':
			return context.json({ weather: 'none that anybody knows' });
		case 'nulls':
		case 'fahrenheit':
			return undefined;
	}
}
