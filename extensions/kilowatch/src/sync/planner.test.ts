import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datesBetween } from '../domain/local-days.ts';
import type { ProviderRules } from '../providers/provider.ts';
import type { DayCoverage } from '../storage/readings/read-coverage.ts';
import { lastPublishedDate, planWindows, type PlanRequest } from './planner.ts';

const rules: ProviderRules = {
	name: 'enedis',
	timeZone: 'Europe/Paris',
	publicationHour: 8,
	isPointId: () => true,
	historyFloorCodes: {},
	maxConsentMonths: 36,
	measures: {
		daily: { scope: 'daily', windowDays: 365, history: { months: 36, days: 15 }, usualStepSeconds: 86_400 },
		load_curve: {
			scope: 'load_curve',
			windowDays: 7,
			history: { months: 24, days: 15 },
			usualStepSeconds: 1800,
		},
	},
};
const now = new Date('2026-11-23T09:00:00Z');
const yesterday = '2026-11-22';

function request(change: Partial<PlanRequest> = {}): PlanRequest {
	return {
		pointId: '22516914714270',
		rules,
		consent: { scopes: ['daily', 'load_curve'], validUntil: null },
		historyFloor: '2026-11-01',
		retentionMonths: { daily: 36, load_curve: 24 },
		coverage: new Map(),
		period: undefined,
		now,
		...change,
	};
}

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
				attempts: 0,
				nextAttemptAt: undefined,
				...change,
			},
		]),
	);
}

const spans = (plan: ReturnType<typeof planWindows>) =>
	plan.map(({ measure, from, to }) => `${measure} ${from} ${to}`);

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
			attempts: 11,
		});

		expect(planWindows(request({ coverage: new Map([...known, ...lost]) }))).toEqual([]);
	});

	test('gives up a total that never came, though the curve is complete', () => {
		const coverage = covered(datesBetween('2026-11-01', '2026-11-23'), { hasTotal: false, attempts: 11 });

		expect(planWindows(request({ coverage }))).toEqual([]);
	});

	test('asks for a curve allowed later, though the days’ totals were given up', () => {
		const coverage = covered(datesBetween('2026-11-16', '2026-11-23'), {
			hasTotal: false,
			pointsReceived: 0,
			pointsExpected: 0,
			status: 'final',
			attempts: 11,
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
				nextAttemptAt: new Date(nextAttemptAt),
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

	test('keeps to the operator’s history and to our retention', () => {
		const oldest = (change: Partial<PlanRequest>) =>
			planWindows(
				request({ historyFloor: null, consent: { scopes: ['load_curve'], validUntil: null }, ...change }),
			).at(-1)?.from;

		expect(oldest({ retentionMonths: { daily: 99, load_curve: 99 } })).toBe('2024-11-08');
		expect(oldest({ retentionMonths: { daily: 12, load_curve: 12 } })).toBe('2025-11-23');
	});

	test('plans three unknown years while nobody notices: Directus answers nobody meanwhile', () => {
		const startedMs = performance.now();
		const plan = planWindows(request({ historyFloor: null }));

		// three years of totals, two of the curve, as far back as is kept
		expect(plan).toHaveLength(109);
		// It takes 50 ms; counting each window's days anew took 10 s.
		expect(performance.now() - startedMs).toBeLessThan(1000);
	});

	test('covers exactly the wanted days, each once, whatever is known already', () => {
		const all = datesBetween('2026-11-01', '2026-11-23');
		fc.assert(
			fc.property(fc.subarray(all), (known) => {
				const plan = planWindows(request({ coverage: covered(known) }));

				for (const measure of ['daily', 'load_curve'] as const) {
					const windows = plan.filter((window) => window.measure === measure);
					const asked = windows.flatMap(({ from, to }) => datesBetween(from, to));

					expect(asked.toSorted()).toEqual(all.filter((date) => !known.includes(date)));
					for (const { from, to } of windows) {
						expect(datesBetween(from, to).length).toBeLessThanOrEqual(rules.measures[measure].windowDays);
					}
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
