/**
 * The provider of `docs/adding-a-provider.md`: a made-up Belgian operator whose API is as unlike Enedis' as one may meet. EAN
 * points, quarter-hours stamped at their start in UTC, energy in kWh as text, totals in another call, an API key, and a consent
 * page that names its point in the callback. Tests hold it to the same contract as the real ones and sync a meter with it.
 */
import { z } from 'zod';
import { isCalendarDate, midnightSeconds } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { CallLimit } from '../../extensions/kilowatch/src/domain/call-limit.ts';
import type { DayTotal, Reading } from '../../extensions/kilowatch/src/domain/reading.ts';
import { notYet } from '../../extensions/kilowatch/src/providers/http/call-gate.ts';
import { endpoint } from '../../extensions/kilowatch/src/providers/http/endpoint.ts';
import {
	exchange,
	readJson,
	type HttpTools,
} from '../../extensions/kilowatch/src/providers/http/exchange.ts';
import { retryAfter } from '../../extensions/kilowatch/src/providers/http/retry-moment.ts';
import type {
	FailureClass,
	Provider,
	ProviderFailure,
	ProviderRules,
	ProviderWindow,
	WindowOutcome,
} from '../../extensions/kilowatch/src/providers/provider.ts';

export interface FixtureSettings {
	apiUrl: URL;
	apiKey: string;
}

const TIME_ZONE = 'Europe/Brussels';
const QUARTER_HOUR_SECONDS = 900;
const EAN = /^54\d{16}$/;

/** What its operator allows on its one API. */
const callLimit: CallLimit = { name: 'fluvius/points', callsPerSecond: 2, callsPerHour: 500 };

/** What the planner, the routes and the pages need to know, as data. */
const rules: ProviderRules = {
	// A new operator gets a name of its own in `shared/names.ts`; this one borrows that of one to come.
	name: 'fluvius',
	timeZone: TIME_ZONE,
	publicationHour: 6,
	isPointId: (text) => EAN.test(text),
	historyFloorCodes: ['before_connection'],
	windowTooLongCodes: ['window_too_long'],
	directionCodes: ['no_such_direction'],
	maxConsentMonths: 24,
	measures: {
		daily: {
			metric: 'consumption',
			register: 'total',
			kind: 'totals',
			scope: 'daily',
			windowDays: 31,
			correctionDays: 2,
			history: { months: 36, days: 0 },
			usualStepSeconds: 86_400,
		},
		load_curve: {
			metric: 'consumption',
			register: 'total',
			kind: 'curve',
			scope: 'load_curve',
			windowDays: 10,
			correctionDays: 2,
			history: { months: 24, days: 0 },
			usualStepSeconds: QUARTER_HOUR_SECONDS,
		},
	},
};

const kilowattHours = z.string().regex(/^\d+(\.\d+)?$/);

/** What a success looks like; anything else is a failure of class `shape`, never an empty one. */
const windowBody = z.object({
	ean: z.string(),
	totals: z.array(z.object({ date: z.string().refine(isCalendarDate), kwh: kilowattHours })).optional(),
	intervals: z
		.array(
			z.object({
				start: z.iso.datetime(),
				minutes: z.int().positive(),
				kwh: kilowattHours.nullable(),
				validated: z.boolean(),
			}),
		)
		.optional(),
});

const errorBody = z.object({ error: z.string() });

/** The operator's own codes; a status alone says too little. */
const classOfCode: Readonly<Record<string, FailureClass>> = {
	before_connection: 'bad_request',
	window_too_long: 'bad_request',
	no_such_direction: 'bad_request',
	mandate_ended: 'consent',
	key_revoked: 'application',
	nothing_measured: 'no_data',
};

export function createFixtureProvider({ apiUrl, apiKey }: FixtureSettings, tools: HttpTools): Provider {
	return {
		rules,
		callLimits: [callLimit],
		callLimitOf: () => callLimit,

		authorizationUrl: ({ state, months }) => endpoint(apiUrl, '/mandate', { state, months: String(months) }),

		completeConsent: ({ error, mandate, ean }) => {
			if (error === 'declined')
				return Promise.resolve({ kind: 'refused', failure: said('consent', 'declined') });
			if (!mandate || !ean || !rules.isPointId(ean)) {
				return Promise.resolve({ kind: 'failure', failure: said('shape', 'unreadable_callback') });
			}

			return Promise.resolve({
				kind: 'granted',
				externalId: mandate,
				points: [{ pointId: ean, validUntil: undefined, consumption: true, production: false }],
			});
		},

		fetchWindow(window, signal) {
			return tools.breakers.guard<WindowOutcome>({
				api: callLimit.name,
				about: window.pointId,
				make: () => askInTurn(window, signal),
			});
		},
	};

	async function askInTurn(window: ProviderWindow, signal: AbortSignal): Promise<WindowOutcome> {
		const { measure, pointId, from, to } = window;
		const until = await tools.gate.enter(callLimit, signal);
		if (until) return failed(notYet(until));
		const url = endpoint(apiUrl, `/points/${pointId}/${measure}`, { from, to });
		const answer = await exchange(tools.fetch, url, { headers: { 'x-api-key': apiKey } }, signal);
		if (answer.kind === 'no_answer') return failed(said('outage', answer.reason));
		if (answer.status === 200) return readWindow(answer.text, answer.bytes, window);

		const failure = classify(answer.status, answer.text, answer.headers, tools.now());
		if (failure.retryAt) await tools.gate.shut(callLimit, failure.retryAt);

		return failed(failure);
	}
}

function readWindow(text: string, bytes: number, window: ProviderWindow): WindowOutcome {
	const body = windowBody.safeParse(readJson(text)).data;
	if (body?.ean !== window.pointId) return failed(said('shape', 'unexpected_body'));
	const startSeconds = midnightSeconds(window.from, TIME_ZONE);
	const endSeconds = midnightSeconds(window.to, TIME_ZONE);
	const readings = (body.intervals ?? []).flatMap(({ start, minutes, kwh, validated }): Reading[] => {
		// A hole is left out; zero is a value.
		if (kwh === null) return [];
		const quality = validated ? 'validated' : 'raw';

		return [
			{
				startSeconds: Date.parse(start) / 1000,
				durationSeconds: minutes * 60,
				value: wattHours(kwh),
				quality,
			},
		];
	});
	if (readings.some((reading) => reading.startSeconds < startSeconds || reading.startSeconds >= endSeconds))
		return failed(said('shape', 'outside_window'));
	const dayTotals = (body.totals ?? []).map(({ date, kwh }): DayTotal => ({ date, value: wattHours(kwh) }));
	if (readings.length + dayTotals.length === 0) return failed(said('no_data', 'no_values'));

	return {
		kind: 'data',
		series: [{ metric: 'consumption', register: 'total', readings, dayTotals }],
		bytes,
	};
}

/** Rounded to what the meter can know, for 0.1 kWh is no binary number. */
function wattHours(kwh: string): number {
	return Math.round(Number(kwh) * 1_000_000) / 1000;
}

function classify(status: number, text: string, headers: Headers, now: Date): ProviderFailure {
	const code = errorBody.safeParse(readJson(text)).data?.error;
	if (status === 429) {
		const retryAt = retryAfter(headers, now);

		return { ...said('throttled', 'quota'), ...(retryAt ? { retryAt } : {}) };
	}
	if (status === 401) return said('auth', 'http_401');
	if (status >= 500 || code === undefined) return said('outage', `http_${status}`);

	return said(classOfCode[code] ?? 'shape', code);
}

function said(failureClass: FailureClass, code: string): ProviderFailure {
	return { class: failureClass, code, message: `The fixture operator: ${code}` };
}

function failed(failure: ProviderFailure): WindowOutcome {
	return { kind: 'failure', failure };
}
