import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, datesBetween, subtractMonths } from '../domain/local-days.ts';
import { refillDelaysSeconds } from '../domain/refill.ts';
import {
	measures,
	type Measure,
	type MeasureRules,
	type ProviderRules,
	type ProviderWindow,
} from '../providers/provider.ts';
import type { DayCoverage } from '../storage/readings/read-coverage.ts';
import {
	lastPublishedDate,
	planWindows,
	withShorterWindows,
	type PlannedChannel,
	type PlanRequest,
} from './planner.ts';

const totals: Omit<MeasureRules, 'metric'> = {
	register: 'total',
	kind: 'totals',
	scope: 'daily',
	windowDays: 365,
	correctionDays: 0,
	history: { months: 36, days: 15 },
	usualStepSeconds: 86_400,
};
const curve: Omit<MeasureRules, 'metric'> = {
	register: 'total',
	kind: 'curve',
	scope: 'load_curve',
	windowDays: 7,
	correctionDays: 0,
	history: { months: 24, days: 15 },
	usualStepSeconds: 1800,
};
const measureRules = {
	daily: { ...totals, metric: 'consumption' },
	load_curve: { ...curve, metric: 'consumption' },
	max_power: { ...totals, metric: 'max_power' },
	daily_production: { ...totals, metric: 'production' },
	production_load_curve: { ...curve, metric: 'production' },
} as const satisfies Record<Measure, MeasureRules>;
/** An operator that corrects nothing: what is read again has tests of its own. */
const rules: ProviderRules = {
	name: 'enedis',
	timeZone: 'Europe/Paris',
	publicationHour: 8,
	isPointId: () => true,
	historyFloorCodes: [],
	windowTooLongCodes: [],
	directionCodes: [],
	maxConsentMonths: 36,
	measures: measureRules,
};
const now = new Date('2026-11-23T09:00:00Z');
const yesterday = '2026-11-22';

type Coverage = PlannedChannel['coverage'];

function channel(
	metric: PlannedChannel['metric'],
	coverage: Coverage = new Map(),
	floors: PlannedChannel['floors'] = { totals: null, curve: null },
): PlannedChannel {
	return { metric, register: 'total', coverage, floors };
}

/** A meter of consumption alone, unless told otherwise. */
function request({ coverage, ...change }: Partial<PlanRequest> & { coverage?: Coverage } = {}): PlanRequest {
	return {
		pointId: '22516914714270',
		rules,
		consent: { scopes: ['daily', 'load_curve'], validUntil: null },
		channels: [channel('consumption', coverage)],
		historyFloor: '2026-11-01',
		retentionMonths: { totals: 36, curve: 24 },
		period: undefined,
		now,
		...change,
	};
}

const never = { count: 0, nextAt: undefined };
const givenUp = { count: refillDelaysSeconds.length + 1, nextAt: undefined };

function covered(dates: string[], change: Partial<DayCoverage> = {}): Map<string, DayCoverage> {
	return new Map(
		dates.map((date) => [
			date,
			{
				date,
				hasTotal: true,
				pointsReceived: 48,
				pointsExpected: 48,
				status: 'complete',
				attempts: { totals: never, curve: never },
				...change,
			},
		]),
	);
}

const span = ({ measure, from, to }: ProviderWindow) => `${measure} ${from} ${to}`;
const spans = (plan: readonly ProviderWindow[]) => plan.map(span);

describe('planWindows', () => {
	test('asks for everything of a new meter, newest first, in windows the operator allows', () => {
		expect(spans(planWindows(request()))).toEqual([
			'daily 2026-11-01 2026-11-23',
			'load_curve 2026-11-16 2026-11-23',
			'load_curve 2026-11-09 2026-11-16',
			'load_curve 2026-11-02 2026-11-09',
			'load_curve 2026-11-01 2026-11-02',
		]);
	});

	test('asks only for what the holder allowed', () => {
		const plan = planWindows(request({ consent: { scopes: ['daily', 'advice'], validUntil: null } }));

		expect(spans(plan)).toEqual(['daily 2026-11-01 2026-11-23']);
	});

	test('stops at the consent’s last day', () => {
		const plan = planWindows(request({ consent: { scopes: ['daily'], validUntil: '2026-11-10' } }));

		expect(spans(plan)).toEqual(['daily 2026-11-01 2026-11-11']);
	});

	test('asks nothing of what is complete or given up', () => {
		const known = covered(datesBetween('2026-11-01', '2026-11-20'));
		const lost = covered(['2026-11-20', '2026-11-21', yesterday], {
			hasTotal: false,
			pointsReceived: 0,
			status: 'final',
			attempts: { totals: givenUp, curve: givenUp },
		});

		expect(planWindows(request({ coverage: new Map([...known, ...lost]) }))).toEqual([]);
	});

	test('gives up a total that never came, though the curve is complete', () => {
		const coverage = covered(datesBetween('2026-11-01', '2026-11-23'), {
			hasTotal: false,
			attempts: { totals: givenUp, curve: never },
		});

		expect(planWindows(request({ coverage }))).toEqual([]);
	});

	test('asks for a curve allowed later, though the days’ totals were given up', () => {
		const coverage = covered(datesBetween('2026-11-16', '2026-11-23'), {
			hasTotal: false,
			pointsReceived: 0,
			pointsExpected: 0,
			status: 'final',
			attempts: { totals: givenUp, curve: never },
		});

		expect(spans(planWindows(request({ coverage, historyFloor: '2026-11-16' })))).toEqual([
			'load_curve 2026-11-16 2026-11-23',
		]);
	});

	test('joins holes that touch, and no others', () => {
		const coverage = covered(
			datesBetween('2026-11-01', '2026-11-23').filter(
				(date) => !['2026-11-05', '2026-11-06', '2026-11-09'].includes(date),
			),
		);

		expect(spans(planWindows(request({ coverage })))).toEqual([
			'daily 2026-11-09 2026-11-10',
			'load_curve 2026-11-09 2026-11-10',
			'daily 2026-11-05 2026-11-07',
			'load_curve 2026-11-05 2026-11-07',
		]);
	});

	test('waits until a hole is due', () => {
		const hole = (nextAttemptAt: string) =>
			covered(datesBetween('2026-11-01', '2026-11-23'), {
				hasTotal: true,
				pointsReceived: 10,
				status: 'partial',
				attempts: { totals: never, curve: { count: 1, nextAt: new Date(nextAttemptAt) } },
			});

		expect(planWindows(request({ coverage: hole('2026-11-23T09:00:01Z') }))).toEqual([]);
		expect(planWindows(request({ coverage: hole('2026-11-23T09:00:00Z') }))).toHaveLength(4);
	});

	test('asks for the curve of days that only the daily totals have made', () => {
		const coverage = covered(datesBetween('2026-11-01', '2026-11-23'), {
			pointsReceived: 0,
			pointsExpected: 0,
		});

		expect(new Set(planWindows(request({ coverage })).map(({ measure }) => measure))).toEqual(
			new Set(['load_curve']),
		);
	});

	test('asks again for a period asked by hand, known or not, but never beyond the floors', () => {
		const coverage = covered(datesBetween('2026-11-01', '2026-11-23'));
		const period = { from: '2026-10-20', to: '2026-11-04' };

		expect(spans(planWindows(request({ coverage, period })))).toEqual([
			'daily 2026-11-01 2026-11-04',
			'load_curve 2026-11-01 2026-11-04',
		]);
		expect(planWindows(request({ period: { from: '2026-12-01', to: '2026-12-05' } }))).toEqual([]);
	});

	test('waits for a late total without keeping the curve waiting, and the other way round', () => {
		const late = { count: 1, nextAt: new Date('2026-11-24T02:00:00Z') };
		const missing = (attempts: DayCoverage['attempts']) =>
			covered(datesBetween('2026-11-01', '2026-11-23'), { hasTotal: false, pointsReceived: 0, attempts });
		const asked = (attempts: DayCoverage['attempts']) =>
			new Set(planWindows(request({ coverage: missing(attempts) })).map(({ measure }) => measure));

		expect(asked({ totals: late, curve: never })).toEqual(new Set(['load_curve']));
		expect(asked({ totals: never, curve: givenUp })).toEqual(new Set(['daily']));
	});

	test('asks only for channels that are there, in the order of the measures', () => {
		const channels = [channel('production'), channel('max_power')];

		expect(spans(planWindows(request({ channels, historyFloor: '2026-11-20' })))).toEqual([
			'max_power 2026-11-20 2026-11-23',
			'daily_production 2026-11-20 2026-11-23',
			'production_load_curve 2026-11-20 2026-11-23',
		]);
		expect(planWindows(request({ channels: [] }))).toEqual([]);
	});

	test('asks for nothing before what the operator has of each side of a channel, unless by hand', () => {
		const channels = [channel('consumption', new Map(), { totals: '2026-11-20', curve: '2026-11-22' })];

		expect(spans(planWindows(request({ channels })))).toEqual([
			'daily 2026-11-20 2026-11-23',
			'load_curve 2026-11-22 2026-11-23',
		]);
		const period = { from: '2026-11-18', to: '2026-11-21' };
		expect(spans(planWindows(request({ channels, period })))).toEqual([
			'daily 2026-11-18 2026-11-21',
			'load_curve 2026-11-18 2026-11-21',
		]);
	});

	test('asks only for what the provider has', () => {
		const consumptionOnly = { ...rules, measures: { daily: measureRules.daily } };
		const channels = [channel('consumption'), channel('production')];

		expect(spans(planWindows(request({ channels, rules: consumptionOnly })))).toEqual([
			'daily 2026-11-01 2026-11-23',
		]);
	});

	test('what is known of one channel says nothing of another', () => {
		const known = covered(datesBetween('2026-11-01', '2026-11-23'));
		const channels = [channel('consumption', known), channel('max_power')];

		expect(spans(planWindows(request({ channels })))).toEqual(['max_power 2026-11-01 2026-11-23']);
	});

	test('keeps to the operator’s history and to our retention', () => {
		const oldest = (scope: 'daily' | 'load_curve', retentionMonths: PlanRequest['retentionMonths']) =>
			planWindows(
				request({ historyFloor: null, consent: { scopes: [scope], validUntil: null }, retentionMonths }),
			).at(-1)?.from;

		expect(oldest('load_curve', { totals: 99, curve: 99 })).toBe('2024-11-08');
		expect(oldest('load_curve', { totals: 99, curve: 12 })).toBe('2025-11-23');
		expect(oldest('daily', { totals: 99, curve: 12 })).toBe('2023-11-08');
		expect(oldest('daily', { totals: 12, curve: 99 })).toBe('2025-11-23');
	});

	test('plans three unknown years of every measure while nobody notices: Directus answers nobody meanwhile', () => {
		const startedMs = performance.now();
		const channels = [channel('consumption'), channel('max_power'), channel('production')];
		const plan = planWindows(request({ historyFloor: null, channels }));

		// three years of totals three times, two of the curve twice, as far back as is kept
		expect(plan).toHaveLength(3 * 4 + 2 * 105);
		// It takes 100 ms; counting each window's days anew took 10 s.
		expect(performance.now() - startedMs).toBeLessThan(1500);
	});
});

/** An operator that still corrects the last days. */
function correctingRules(days: Readonly<Record<MeasureRules['kind'], number>>): ProviderRules {
	return {
		...rules,
		measures: Object.fromEntries(
			measures.map((measure) => {
				const measureRule = measureRules[measure];

				return [measure, { ...measureRule, correctionDays: days[measureRule.kind] }];
			}),
		),
	};
}

describe('what the operator may still correct', () => {
	const correcting = (change: Parameters<typeof request>[0] = {}) =>
		spans(planWindows(request({ rules: correctingRules({ totals: 7, curve: 3 }), ...change })));
	const upTo = (date: string) => datesBetween('2026-11-01', date);

	test('is read again by the call for a newer day', () => {
		expect(correcting({ coverage: covered(upTo(yesterday)) })).toEqual([
			'daily 2026-11-15 2026-11-23',
			'load_curve 2026-11-19 2026-11-23',
		]);
	});

	test('makes no call where there is no newer day', () => {
		expect(correcting({ coverage: covered(upTo('2026-11-23')) })).toEqual([]);
	});

	test('takes a day along that was given up, or is not yet due: it may have come meanwhile', () => {
		const late = new Date('2026-11-24T02:00:00Z');
		for (const curveAttempts of [givenUp, { count: 3, nextAt: late }]) {
			const hole = covered(['2026-11-21'], {
				pointsReceived: 12,
				status: 'partial',
				attempts: { totals: never, curve: curveAttempts },
			});
			const coverage = new Map([...covered(upTo('2026-11-21')), ...hole]);

			expect(correcting({ coverage })).toContain('load_curve 2026-11-19 2026-11-23');
			expect(correcting({ coverage: new Map([...coverage, ...covered([yesterday])]) })).toEqual([]);
		}
	});

	test('comes with a longer window only as far as the operator takes it', () => {
		expect(correcting({ coverage: covered(upTo('2026-11-19')) })).toContain(
			'load_curve 2026-11-17 2026-11-23',
		);
		expect(correcting({ coverage: covered(upTo('2026-11-17')) })).toEqual([
			'daily 2026-11-10 2026-11-23',
			'load_curve 2026-11-17 2026-11-23',
		]);
		expect(correcting({ coverage: covered(upTo('2026-11-16')) })).toContain(
			'load_curve 2026-11-16 2026-11-23',
		);
		expect(correcting({ coverage: covered(upTo('2026-11-15')) })).toEqual([
			'daily 2026-11-08 2026-11-23',
			'load_curve 2026-11-16 2026-11-23',
			'load_curve 2026-11-12 2026-11-16',
		]);
	});

	test('never lies before what may be asked for', () => {
		const coverage = covered(datesBetween('2026-10-01', yesterday));
		const floors = { totals: '2026-11-19', curve: '2026-11-21' };

		expect(correcting({ coverage, historyFloor: '2026-11-20' })).toEqual([
			'daily 2026-11-20 2026-11-23',
			'load_curve 2026-11-20 2026-11-23',
		]);
		expect(
			correcting({ channels: [channel('consumption', coverage, floors)], historyFloor: null }).slice(0, 2),
		).toEqual(['daily 2026-11-19 2026-11-23', 'load_curve 2026-11-21 2026-11-23']);
	});

	test('saves the second call where it lies between two holes', () => {
		const holes = ['2026-11-17', '2026-11-20', yesterday];
		const coverage = covered(upTo('2026-11-23').filter((date) => !holes.includes(date)));

		expect(correcting({ coverage })).toEqual([
			'daily 2026-11-10 2026-11-23',
			'load_curve 2026-11-17 2026-11-23',
		]);
	});

	test('does not widen a period asked for by hand', () => {
		const period = { from: '2026-11-10', to: '2026-11-12' };

		expect(correcting({ coverage: covered(upTo(yesterday)), period })).toEqual([
			'daily 2026-11-10 2026-11-12',
			'load_curve 2026-11-10 2026-11-12',
		]);
	});
});

describe('times that are not like others', () => {
	const correcting = correctingRules({ totals: 7, curve: 3 });
	const complete = (from: string, to: string) => covered(datesBetween(from, to));

	test('a clock that goes back a day asks for nothing twice, and goes on when it is right again', () => {
		const coverage = complete('2026-11-01', '2026-11-23');
		const at = (now: string) =>
			spans(planWindows(request({ rules: correcting, coverage, now: new Date(now) })));

		expect(at('2026-11-22T09:00:00Z')).toEqual([]);
		expect(at('2026-10-30T09:00:00Z')).toEqual([]);
		expect(at('2026-11-23T09:00:00Z')).toEqual([]);
		expect(at('2026-11-24T09:00:00Z')).toEqual([
			'daily 2026-11-16 2026-11-24',
			'load_curve 2026-11-20 2026-11-24',
		]);
	});

	test('a hole whose next attempt lies in what is the future again waits for it', () => {
		const hole = covered([yesterday], {
			pointsReceived: 10,
			attempts: { totals: never, curve: { count: 1, nextAt: new Date('2026-11-23T15:00:00Z') } },
		});
		const coverage = new Map([...complete('2026-11-01', yesterday), ...hole]);

		expect(planWindows(request({ coverage, now: new Date('2026-11-22T09:00:00Z') }))).toEqual([]);
		expect(spans(planWindows(request({ coverage, now: new Date('2026-11-23T15:00:00Z') })))).toEqual([
			'load_curve 2026-11-22 2026-11-23',
		]);
	});

	test.each([
		// 29 February is a day of history, and has no counterpart two and three years back
		['2028-02-29T09:00:00Z', '2026-02-13', '2025-02-13'],
		['2028-03-15T09:00:00Z', '2026-02-28', '2025-02-28'],
		['2026-03-15T09:00:00Z', '2024-02-29', '2023-02-28'],
		['2027-03-15T09:00:00Z', '2025-02-28', '2024-02-29'],
		// the 31st becomes the last day of a shorter month
		['2026-05-31T09:00:00Z', '2024-05-16', '2023-05-16'],
	])('at %s the curve begins on %s, the totals on %s', (moment, curveFrom, totalsFrom) => {
		const windows = planWindows(
			request({
				historyFloor: null,
				retentionMonths: { totals: 99, curve: 99 },
				now: new Date(moment),
			}),
		);
		const oldest = (measure: Measure) => windows.findLast((window) => window.measure === measure)?.from;

		expect([oldest('load_curve'), oldest('daily')]).toEqual([curveFrom, totalsFrom]);
	});

	test('29 February is asked for like any other day', () => {
		const coverage = new Map([
			...complete('2028-02-01', '2028-02-29'),
			...complete('2028-03-01', '2028-03-02'),
		]);
		const planned = { coverage, historyFloor: '2028-02-01', now: new Date('2028-03-02T09:00:00Z') };

		expect(spans(planWindows(request(planned)))).toEqual([
			'daily 2028-02-29 2028-03-01',
			'load_curve 2028-02-29 2028-03-01',
		]);
	});

	test.each([
		['2026-03-30T09:00:00Z', '2026-03-29', 46],
		['2026-10-26T09:00:00Z', '2026-10-25', 50],
	])(
		'at %s the day whose clocks changed, %s, is asked for once, and whole at %d points',
		(moment, date, points) => {
			const before = complete(addDays(date, -20), date);
			const at = (more: Map<string, DayCoverage>) =>
				spans(
					planWindows(
						request({
							rules: correcting,
							coverage: new Map([...before, ...more]),
							historyFloor: addDays(date, -20),
							now: new Date(moment),
						}),
					),
				);
			const next = addDays(date, 1);

			expect(at(new Map())).toEqual([
				`daily ${addDays(date, -7)} ${next}`,
				`load_curve ${addDays(date, -3)} ${next}`,
			]);
			expect(at(covered([date], { pointsReceived: points, pointsExpected: points }))).toEqual([]);
			expect(at(covered([date], { pointsReceived: points - 2, pointsExpected: points }))).toEqual([
				`load_curve ${addDays(date, -3)} ${next}`,
			]);
		},
	);

	test('a meter in service since yesterday has one day, since today none', () => {
		expect(spans(planWindows(request({ rules: correcting, historyFloor: yesterday })))).toEqual([
			`daily ${yesterday} 2026-11-23`,
			`load_curve ${yesterday} 2026-11-23`,
		]);
		expect(planWindows(request({ rules: correcting, historyFloor: '2026-11-23' }))).toEqual([]);
	});

	test('a holder who has moved out is read up to the consent’s last day, and then never again', () => {
		const consent = { scopes: ['daily', 'load_curve'], validUntil: '2026-11-20' } as const;
		const at = (coverage: Coverage) => spans(planWindows(request({ rules: correcting, consent, coverage })));

		expect(at(complete('2026-11-01', '2026-11-20'))).toEqual([
			'daily 2026-11-13 2026-11-21',
			'load_curve 2026-11-17 2026-11-21',
		]);
		expect(at(complete('2026-11-01', '2026-11-21'))).toEqual([]);
		// what came of the next holder before, by a file perhaps, changes nothing
		expect(at(complete('2026-11-01', '2026-11-23'))).toEqual([]);
	});

	test('thirty-six months of totals are four calls', () => {
		const windows = planWindows(
			request({ rules: correcting, historyFloor: null, consent: { scopes: ['daily'], validUntil: null } }),
		);

		expect(spans(windows)).toEqual([
			'daily 2025-11-23 2026-11-23',
			'daily 2024-11-23 2025-11-23',
			'daily 2023-11-24 2024-11-23',
			'daily 2023-11-23 2023-11-24',
		]);
	});
});

/** Any state that the ledger can tell of a day. */
const attempts = fc.record({
	count: fc.integer({ min: 0, max: refillDelaysSeconds.length + 2 }),
	nextAt: fc.option(
		fc.integer({ min: -48, max: 48 }).map((hours) => new Date(now.getTime() + hours * 3_600_000)),
		{ nil: undefined },
	),
});
const day = fc.record({
	hasTotal: fc.boolean(),
	pointsExpected: fc.constantFrom(0, 46, 48, 50),
	received: fc.double({ min: 0, max: 1, noNaN: true }),
	attempts: fc.record({ totals: attempts, curve: attempts }),
});
const all = datesBetween('2026-08-01', '2026-12-01');
const coverage = fc.dictionary(fc.constantFrom(...all), day, { maxKeys: 100 }).map((days) =>
	Object.entries(days).reduce<Map<string, DayCoverage>>(
		(map, [date, { hasTotal, pointsExpected, received, attempts }]) =>
			map.set(date, {
				date,
				hasTotal,
				pointsExpected,
				// whole days are often met, not one in a thousand
				pointsReceived: received > 0.5 ? pointsExpected : Math.floor(pointsExpected * received),
				status: 'partial',
				attempts,
			}),
		new Map(),
	),
);
const plan = fc.record({
	consumption: fc.option(coverage, { nil: undefined }),
	maxPower: fc.option(coverage, { nil: undefined }),
	production: fc.option(coverage, { nil: undefined }),
	scopes: fc.subarray(['daily', 'load_curve', 'advice'] as const),
	validUntil: fc.option(fc.constantFrom(...all), { nil: null }),
	historyFloor: fc.constantFrom(...all),
	floors: fc.record({
		totals: fc.option(fc.constantFrom(...all), { nil: null }),
		curve: fc.option(fc.constantFrom(...all), { nil: null }),
	}),
	retentionMonths: fc.record({
		totals: fc.integer({ min: 1, max: 4 }),
		curve: fc.integer({ min: 1, max: 4 }),
	}),
	windowDays: fc.record({ totals: fc.integer({ min: 1, max: 40 }), curve: fc.integer({ min: 1, max: 8 }) }),
	period: fc.option(
		fc
			.tuple(fc.constantFrom(...all), fc.integer({ min: 1, max: 60 }))
			.map(([from, days]) => ({ from, to: addDays(from, days) })),
		{ nil: undefined },
	),
	/** of 2026-11-23 in UTC; the last one is the next day in Paris already */
	hour: fc.integer({ min: 0, max: 22 }),
});

type Given = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;

/** A request as the plan says, to an operator that still corrects so many days. */
function requestOf(
	{ consumption, maxPower, production, windowDays, hour, ...given }: Given,
	correctionDays: Readonly<Record<MeasureRules['kind'], number>>,
): PlanRequest {
	return request({
		consent: { scopes: given.scopes, validUntil: given.validUntil },
		channels: [
			...(consumption ? [channel('consumption', consumption, given.floors)] : []),
			...(maxPower ? [channel('max_power', maxPower)] : []),
			...(production ? [channel('production', production)] : []),
		],
		historyFloor: given.historyFloor,
		retentionMonths: given.retentionMonths,
		rules: {
			...rules,
			measures: Object.fromEntries(
				measures.map((measure) => {
					const { kind } = measureRules[measure];

					return [
						measure,
						{ ...measureRules[measure], windowDays: windowDays[kind], correctionDays: correctionDays[kind] },
					];
				}),
			),
		},
		period: given.period,
		now: new Date(now.getTime() + (hour - 9) * 3_600_000),
	});
}

describe('any plan', () => {
	test('covers every wanted day of each measure exactly once, and no other, newest first', () => {
		fc.assert(
			fc.property(plan, (given) => {
				const planned = requestOf(given, { totals: 0, curve: 0 });
				const windows = planWindows(planned);

				expect(windows.map(({ to }) => to)).toEqual(
					windows
						.map(({ to }) => to)
						.toSorted()
						.toReversed(),
				);
				for (const measure of measures) {
					const mine = windows.filter((window) => window.measure === measure);
					for (const { from, to } of mine) {
						expect(from < to).toBe(true);
						expect(datesBetween(from, to).length).toBeLessThanOrEqual(
							given.windowDays[measureRules[measure].kind],
						);
					}
					// A day twice, or windows that overlap, would show as a longer list.
					expect(mine.flatMap(({ from, to }) => datesBetween(from, to)).toSorted()).toEqual(
						all.filter((date) => isWantedByHand(measure, date, planned)),
					);
				}
			}),
			{ numRuns: 120 },
		);
	});

	test('reads the last days again without a call more, and nothing that it may not ask for', () => {
		const days = fc.integer({ min: 0, max: 9 });
		fc.assert(
			fc.property(plan, fc.record({ totals: days, curve: days }), (given, correctionDays) => {
				const planned = requestOf(given, correctionDays);
				const windows = planWindows(planned);
				const without = planWindows(requestOf(given, { totals: 0, curve: 0 }));

				for (const measure of measures) {
					const { kind } = measureRules[measure];
					const isWanted = (date: string) => isWantedByHand(measure, date, planned);
					const mine = windows.filter((window) => window.measure === measure);
					const asked = mine.flatMap(({ from, to }) => datesBetween(from, to));

					expect(mine.length).toBeLessThanOrEqual(
						without.filter((window) => window.measure === measure).length,
					);
					expect(new Set(asked).size).toBe(asked.length);
					expect(asked.filter(isWanted).toSorted()).toEqual(all.filter(isWanted));
					for (const date of asked) expect(isAllowedByHand(measure, date, planned)).toBe(true);
					for (const { from, to } of mine) {
						const dates = datesBetween(from, to);
						expect(dates.length).toBeLessThanOrEqual(given.windowDays[kind]);
						expect(isWanted(dates.at(-1) ?? '')).toBe(true);
						for (const [index, date] of dates.entries()) {
							const newer = dates.slice(index, index + correctionDays[kind] + 1);
							expect(newer.some(isWanted), `${date} comes along too far back`).toBe(true);
						}
					}
				}
			}),
			{ numRuns: 120 },
		);
	});

	test('once its days are there asks for nothing, whatever the clock then says', () => {
		fc.assert(
			fc.property(plan, fc.integer({ min: -72, max: 0 }), (given, hours) => {
				const planned = requestOf({ ...given, period: undefined }, { totals: 7, curve: 3 });
				const channels = planned.channels.map((one) => ({ ...one, coverage: covered(all) }));
				const later = new Date(planned.now.getTime() + hours * 3_600_000);

				expect(planWindows({ ...planned, channels, now: later })).toEqual([]);
			}),
		);
	});
});

/** The rule said once more, day by day and without any of the planner's code. */
function isWantedByHand(measure: Measure, date: string, planned: PlanRequest): boolean {
	if (!isAllowedByHand(measure, date, planned)) return false;
	if (planned.period) return true;

	const { metric, kind } = measureRules[measure];
	const day = planned.channels.find((one) => one.metric === metric)?.coverage.get(date);
	if (!day) return true;
	if (kind === 'totals' && day.hasTotal) return false;
	if (kind === 'curve' && day.pointsExpected > 0 && day.pointsReceived >= day.pointsExpected) return false;
	const { count, nextAt } = day.attempts[kind];

	return count < 11 && !(nextAt && nextAt > planned.now);
}

/** Whether a day may be asked for at all. */
function isAllowedByHand(measure: Measure, date: string, planned: PlanRequest): boolean {
	const { metric, kind, scope } = measureRules[measure];
	const known = planned.channels.find((one) => one.metric === metric);
	if (!known || !planned.consent.scopes.includes(scope)) return false;
	if (date > (planned.now.getTime() >= Date.parse('2026-11-23T07:00:00Z') ? yesterday : '2026-11-21'))
		return false;
	if (planned.consent.validUntil !== null && date > planned.consent.validUntil) return false;
	if (planned.historyFloor !== null && date < planned.historyFloor) return false;
	if (date < subtractMonths('2026-11-23', planned.retentionMonths[kind])) return false;
	if (planned.period) return date >= planned.period.from && date < planned.period.to;
	const floor = known.floors[kind];

	return floor === null || date >= floor;
}

describe('withShorterWindows', () => {
	const window = (measure: Measure, from: string, to: string) => ({ measure, pointId: '1', from, to });

	test('asks for the refused days again, the newest first, and loses none', () => {
		const refused = window('load_curve', '2026-11-16', '2026-11-23');
		const rest = [
			window('daily', '2026-11-10', '2026-11-20'),
			window('load_curve', '2026-11-09', '2026-11-16'),
			window('load_curve', '2026-11-01', '2026-11-04'),
		];

		expect(spans(withShorterWindows(refused, rest))).toEqual([
			'load_curve 2026-11-17 2026-11-23',
			'daily 2026-11-10 2026-11-20',
			'load_curve 2026-11-11 2026-11-17',
			'load_curve 2026-11-09 2026-11-11',
			'load_curve 2026-11-01 2026-11-04',
		]);
	});

	test('is true of any plan', () => {
		fc.assert(
			fc.property(coverage, fc.integer({ min: 2, max: 9 }), (known, windowDays) => {
				const measuresNow = { load_curve: { ...measureRules.load_curve, windowDays } };
				const windows = planWindows(
					request({
						coverage: known,
						historyFloor: '2026-08-01',
						rules: { ...rules, measures: measuresNow },
					}),
				);
				const [refused, ...rest] = windows;
				if (!refused || addDays(refused.from, 1) === refused.to) return;
				const shorter = withShorterWindows(refused, rest);
				const datesOf = (some: readonly ProviderWindow[]) =>
					some.flatMap(({ from, to }) => datesBetween(from, to)).toSorted();

				expect(span(shorter[0] ?? refused)).toBe(`load_curve ${addDays(refused.from, 1)} ${refused.to}`);
				expect(datesOf(shorter)).toEqual(datesOf(windows));
				const longest = datesBetween(refused.from, refused.to).length - 1;
				for (const { from, to } of shorter) {
					expect(datesBetween(from, to).length).toBeLessThanOrEqual(longest);
				}
			}),
		);
	});
});

test.each([
	['2026-11-23T06:59:59Z', '2026-11-21'],
	['2026-11-23T07:00:00Z', '2026-11-22'],
	['2026-07-10T06:00:00Z', '2026-07-09'],
	['2026-07-10T05:59:59Z', '2026-07-08'],
	['2026-10-25T06:59:59Z', '2026-10-23'],
	['2026-10-25T07:00:00Z', '2026-10-24'],
])('at %s the newest published day is %s', (moment, date) => {
	expect(lastPublishedDate(rules, new Date(moment))).toBe(date);
});
