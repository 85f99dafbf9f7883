/**
 * Statistics against a computation of their own, which knows nothing of ours: minutes of a calendar that luxon makes, and whole
 * watt-hours, so that both must agree to the last one. Over clock changes, a leap day, ends of years, holes, steps that differ
 * from meter to meter, from day to day and within a day.
 */
import { DateTime } from 'luxon';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Reading } from '../../extensions/kilowatch/src/domain/reading.ts';
import { readMeters } from '../../extensions/kilowatch/src/insight/building-sums.ts';
import { readHours } from '../../extensions/kilowatch/src/insight/hour-readings.ts';
import { readMonths } from '../../extensions/kilowatch/src/insight/month-readings.ts';
import { readPortfolio } from '../../extensions/kilowatch/src/insight/portfolio.ts';
import { readRaw } from '../../extensions/kilowatch/src/insight/raw-readings.ts';
import { readBuildingChannels, readDays } from '../../extensions/kilowatch/src/insight/readings.ts';
import { readStatistics } from '../../extensions/kilowatch/src/insight/statistics.ts';
import { readSumReadings } from '../../extensions/kilowatch/src/insight/sum-readings.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const zone = 'Europe/Paris';

let schema: SchemaForTest;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());

/** What one meter brings of a day. */
interface DayPlan {
	/** of its intervals in seconds; of each half of the day */
	steps: readonly [number, number];
	/** places of intervals that are not there */
	holes: readonly number[];
	/** the operator's own total, which need not be the curve's */
	total: number | null;
}

interface Meter {
	device: string;
	days: Map<string, { readings: Reading[]; total: number | null }>;
}

/** Whole, and different from one interval to the next. */
const wattHours = (start: number, seed: number) => 50 + (((start / 600) * 7 + seed * 13) % 389);

function readingsOf(startSeconds: number, endSeconds: number, plan: DayPlan, seed: number): Reading[] {
	const readings: Reading[] = [];
	const noon = startSeconds + 43_200;
	for (let at = startSeconds; at < endSeconds;) {
		const durationSeconds = plan.steps[at < noon ? 0 : 1];
		readings.push({ startSeconds: at, durationSeconds, value: wattHours(at, seed), quality: 'raw' });
		at += durationSeconds;
	}

	return readings.filter((_, index) => !plan.holes.includes(index));
}

/** A building of its own with these meters, a list of days each. */
async function addBuilding(
	periods: readonly { from: string; to: string }[],
	meters: readonly ((date: string) => DayPlan)[],
): Promise<{ building: string; meters: Meter[] }> {
	const { rows } = await schema.database.query<{ id: string }>(
		`INSERT INTO buildings (name, floor_area) VALUES ('Property', 100) RETURNING id`,
	);
	const building = only(rows).id;
	const made: Meter[] = [];
	for (const [seed, plan] of meters.entries()) {
		const { device, channel } = await schema.addMeter();
		await schema.database.query('UPDATE iot_devices SET building = $1 WHERE id = $2', [building, device]);
		const days: Meter['days'] = new Map();
		for (const { from, to } of periods) {
			const localOnes = localDays(from, to, zone);
			for (const { date, startSeconds, endSeconds } of localOnes) {
				const ofDay = plan(date);
				days.set(date, {
					readings: readingsOf(startSeconds, endSeconds, ofDay, seed),
					total: ofDay.total,
				});
			}
			await storeWindow(schema.database, {
				channel,
				metric: 'consumption',
				source: 'operator',
				days: localOnes,
				readings: localOnes.flatMap(({ date }) => days.get(date)?.readings ?? []),
				dayTotals: localOnes.flatMap(({ date }) => {
					const total = days.get(date)?.total ?? null;

					return total === null ? [] : { date, value: total };
				}),
				usualStepSeconds: undefined,
				asked: undefined,
			});
		}
		made.push({ device, days });
	}

	return { building, meters: made };
}

const steps = fc.constantFrom(600, 900, 1800, 3600);
const dayPlan: fc.Arbitrary<DayPlan> = fc.record({
	steps: fc.oneof(
		{ weight: 3, arbitrary: steps.map((step) => [step, step] as const) },
		{ weight: 1, arbitrary: fc.tuple(steps, steps) },
	),
	holes: fc.oneof(
		{ weight: 3, arbitrary: fc.constant<number[]>([]) },
		{ weight: 1, arbitrary: fc.array(fc.nat(100), { minLength: 1, maxLength: 4 }) },
		{ weight: 1, arbitrary: fc.constant(Array.from({ length: 150 }, (_, index) => index)) },
	),
	total: fc.option(fc.integer({ min: 1000, max: 90_000 }), { nil: null, freq: 3 }),
});

/** Plans that repeat over the days of any period. */
const meterPlan = fc
	.array(dayPlan, { minLength: 3, maxLength: 7 })
	.map((plans) => (date: string): DayPlan => {
		const day = Math.round(Date.parse(date) / 86_400_000);

		const plan = plans[day % plans.length];
		if (!plan) throw new Error('A meter has a plan at least');

		return plan;
	});

// --- the other computation ---

interface NaiveDay {
	date: string;
	/** the whole building's, where every meter knows all of it */
	energy: number | null;
	/** what is known of it, whichever meters know it */
	known: number;
}

const minutesOf = ({ startSeconds, durationSeconds }: Reading) =>
	Array.from({ length: durationSeconds / 60 }, (_, minute) => startSeconds / 60 + minute);

/** Every date from `from` to before `to`, as a calendar on the wall has them. */
function calendar(from: string, to: string): DateTime[] {
	const dates: DateTime[] = [];
	for (
		let at = DateTime.fromISO(from, { zone });
		at < DateTime.fromISO(to, { zone });
		at = at.plus({ days: 1 })
	) {
		dates.push(at);
	}

	return dates;
}

/** A meter's day: the operator's total, else the curve if it leaves no minute out. */
function naiveMeterDay(meter: Meter, day: DateTime): { energy: number | null; known: number } {
	const stored = meter.days.get(day.toISODate() ?? '');
	if (!stored) return { energy: null, known: 0 };
	const minutes = new Set(stored.readings.flatMap(minutesOf)).size;
	const sum = stored.readings.reduce((total, { value }) => total + value, 0);
	const length = day.plus({ days: 1 }).diff(day, 'minutes').minutes;
	const energy = stored.total ?? (minutes === length ? sum : null);

	return { energy, known: energy ?? sum };
}

function naiveDays(meters: readonly Meter[], from: string, to: string): NaiveDay[] {
	return calendar(from, to).map((day) => {
		const each = meters.map((meter) => naiveMeterDay(meter, day));
		const isWhole = each.every(({ energy }) => energy !== null);
		const known = each.reduce((sum, one) => sum + one.known, 0);

		return { date: day.toISODate() ?? '', energy: isWhole ? known : null, known };
	});
}

interface NaiveHour {
	date: string;
	start: number;
	/** null where a minute of a meter is missing */
	energy: number | null;
}

/** Each interval's energy is spread over its minutes, and each minute falls into an hour of the clock. */
function naiveHours(meters: readonly Meter[], from: string, to: string): NaiveHour[] {
	const perMinute = meters.map(
		(meter) =>
			new Map(
				[...meter.days.values()].flatMap(({ readings }) =>
					readings.flatMap((reading) =>
						minutesOf(reading).map(
							(minute) => [minute, reading.value / (reading.durationSeconds / 60)] as const,
						),
					),
				),
			),
	);
	const hours: NaiveHour[] = [];
	const end = DateTime.fromISO(to, { zone });
	for (let at = DateTime.fromISO(from, { zone }); at < end; at = at.plus({ hours: 1 })) {
		const minutes = Array.from({ length: 60 }, (_, minute) => at.toSeconds() / 60 + minute);
		let energy: number | null = 0;
		for (const ofMeter of perMinute) {
			for (const minute of minutes) {
				const value = ofMeter.get(minute);
				energy = value === undefined || energy === null ? null : energy + value;
			}
		}
		hours.push({ date: at.toISODate() ?? '', start: at.toSeconds(), energy });
	}

	return hours;
}

/** The highest interval that all meters have, begun at once and as long; 0 where there is none. */
function naivePeak(meters: readonly Meter[], from: string, to: string): number {
	const dates = calendar(from, to).map((day) => day.toISODate() ?? '');
	const of = (meter: Meter) =>
		new Map<string, number>(
			dates.flatMap((date) =>
				(meter.days.get(date)?.readings ?? []).map(
					({ startSeconds, durationSeconds, value }) =>
						[`${startSeconds} ${durationSeconds}`, value] as const,
				),
			),
		);
	const [first, ...others] = meters.map(of);
	const powers = [...(first ?? new Map<string, number>())].flatMap(([key, value]) => {
		const all = others.map((other) => other.get(key));
		const seconds = Number(key.split(' ')[1]);

		return all.includes(undefined)
			? []
			: [((value + all.reduce<number>((sum, one) => sum + (one ?? 0), 0)) * 3600) / seconds];
	});

	return Math.max(0, ...powers);
}

function median(values: number[]): number | null {
	const sorted = values.toSorted((one, other) => one - other);
	if (sorted.length === 0) return null;
	const [low = 0, high = 0] = [
		sorted[Math.floor((sorted.length - 1) / 2)],
		sorted[Math.ceil((sorted.length - 1) / 2)],
	];

	return (low + high) / 2;
}

/** The period before, or a year before, each day with the one it is set against. */
function naivePairs(from: string, to: string, kind: 'previous' | 'last_year'): [string, string][] {
	const days = calendar(from, to);
	const text = (day: DateTime) => day.toISODate() ?? '';
	if (kind === 'last_year') {
		if (days.length <= 364) return days.map((day) => [text(day), text(day.minus({ weeks: 52 }))]);

		return days
			.filter((day) => !(day.month === 2 && day.day === 29))
			.map((day) => [text(day), text(day.minus({ years: 1 }))]);
	}
	const start = DateTime.fromISO(from, { zone });
	const end = DateTime.fromISO(to, { zone });
	const isMonths = start.day === 1 && end.day === 1;
	const before = isMonths
		? start.minus({ months: (end.year - start.year) * 12 + end.month - start.month })
		: start.minus({ days: days.length });

	return days.flatMap((day, index): [string, string][] => {
		const counterpart = before.plus({ days: index });

		return counterpart < start ? [[text(day), text(counterpart)]] : [];
	});
}

function naiveComparison(meters: readonly Meter[], pairs: readonly [string, string][]) {
	const energyOn = (date: string) => {
		const day = DateTime.fromISO(date, { zone });
		const [only] = naiveDays(meters, date, day.plus({ days: 1 }).toISODate() ?? '');

		return only?.energy ?? null;
	};
	const result = { days_compared: 0, current_wh: 0, earlier_wh: 0 };
	for (const [now, then] of pairs) {
		const [a, b] = [energyOn(now), energyOn(then)];
		if (a === null || b === null) continue;
		result.days_compared += 1;
		result.current_wh += a;
		result.earlier_wh += b;
	}

	return result;
}

// --- the two of them ---

/** Days of 23 and 25 hours, a leap day, the end of a year, whole months of different lengths, ordinary days. */
const periods = [
	{ from: '2026-03-27', to: '2026-04-01' },
	{ from: '2026-10-23', to: '2026-10-28' },
	{ from: '2028-02-27', to: '2028-03-02' },
	{ from: '2026-12-30', to: '2027-01-03' },
	{ from: '2028-02-01', to: '2028-03-01' },
	{ from: '2026-06-10', to: '2026-06-14' },
] as const;
const period = fc.constantFrom(...periods);
const meterPlans = fc.array(meterPlan, { minLength: 1, maxLength: 3 });

function neighbours({ from, to }: { from: string; to: string }) {
	const span = (pairs: [string, string][]) => {
		const dates = pairs.map(([, then]) => then).toSorted();

		return {
			from: dates[0] ?? from,
			to:
				DateTime.fromISO(dates.at(-1) ?? from)
					.plus({ days: 1 })
					.toISODate() ?? to,
		};
	};

	return [{ from, to }, span(naivePairs(from, to, 'previous')), span(naivePairs(from, to, 'last_year'))];
}

describe('to the watt-hour', () => {
	test('every figure of the statistics', { timeout: 180_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(period, meterPlans, async ({ from, to }, plans) => {
				const { building, meters } = await addBuilding(neighbours({ from, to }), plans);
				const { statistics } = await readStatistics(schema.database, {
					building,
					period: { from, to },
					timeZone: zone,
					mayReadPersonalData: true,
				});
				const days = naiveDays(meters, from, to);
				const known = days.flatMap(({ date, energy }) =>
					energy === null ? [] : [{ date, energy_wh: energy }],
				);
				const total = known.reduce((sum, { energy_wh }) => sum + energy_wh, 0);
				const mean = known.length === 0 ? null : total / known.length;
				const hours = naiveHours(meters, from, to);
				const knownHours = hours.flatMap(({ energy }) => energy ?? []);

				expect(statistics.total_wh).toBe(known.length === 0 ? null : total);
				expect(statistics.completeness).toMatchObject({
					days_known: known.length,
					days_expected: days.length,
					hours_known: knownHours.length,
					hours_expected: hours.length,
				});
				expectNear(statistics.average.day_wh, mean);
				expectNear(statistics.average.year_wh, mean === null ? null : mean * 365.2425);
				expectNear(statistics.average.month_wh, mean === null ? null : (mean * 365.2425) / 12);
				const energies = known.map(({ energy_wh }) => energy_wh);
				expect(statistics.highest_day).toEqual(
					known.find(({ energy_wh }) => energy_wh === Math.max(...energies)) ?? null,
				);
				expect(statistics.lowest_day).toEqual(
					known.find(({ energy_wh }) => energy_wh === Math.min(...energies)) ?? null,
				);

				const highestHour = Math.max(0, ...knownHours);
				const peak = naivePeak(meters, from, to);
				expectNear(
					statistics.peak?.power_w ?? null,
					knownHours.length === 0 ? null : peak > 0 ? peak : highestHour,
				);
				const sum = knownHours.reduce((all, energy) => all + energy, 0);
				expectNear(
					statistics.load_factor,
					knownHours.length === 0 ? null : sum / knownHours.length / highestHour,
				);
				const lowest = [...new Set(hours.map(({ date }) => date))].flatMap((date) => {
					const own = hours.filter((hour) => hour.date === date).flatMap(({ energy }) => energy ?? []);

					return own.length >= 20 ? Math.min(...own) : [];
				});
				expectNear(statistics.base_load_w, median(lowest));
				const shares = (statistics.week ?? []).flatMap(({ share }) => share ?? []);
				if (shares.length > 0)
					expectNear(
						shares.reduce((all, share) => all + share, 0),
						1,
					);

				for (const kind of ['previous', 'last_year'] as const) {
					const pairs = naivePairs(from, to, kind);
					expect([kind, statistics.comparison[kind]]).toMatchObject([
						kind,
						{ days: pairs.length, ...naiveComparison(meters, pairs) },
					]);
				}
			}),
			{ numRuns: 10 },
		);
	});

	test(
		'the portfolio: known days of meters, scaled, and against the period before',
		{ timeout: 120_000 },
		async () => {
			await fc.assert(
				fc.asyncProperty(period, meterPlans, async ({ from, to }, plans) => {
					const { building, meters } = await addBuilding(neighbours({ from, to }), plans);
					const [row] = await readPortfolio(schema.database, {
						buildings: [building],
						period: { from, to },
						isCompared: true,
					});
					const dates = calendar(from, to);
					const pairs = naivePairs(from, to, 'previous');
					const sum = {
						energy: 0,
						known: 0,
						scaled: 0,
						filled: 0,
						isTold: true,
						compared: 0,
						now: 0,
						then: 0,
					};
					for (const meter of meters) {
						const energyOn = (day: DateTime) => naiveMeterDay(meter, day).energy;
						const own = dates.flatMap((day) => energyOn(day) ?? []);
						const energy = own.reduce((all, one) => all + one, 0);
						sum.energy += energy;
						sum.known += own.length;
						sum.filled += dates.length - own.length;
						sum.scaled += (energy / own.length) * dates.length;
						sum.isTold &&= own.length * 2 >= dates.length;
						for (const [now, then] of pairs) {
							const [a, b] = [now, then].map((date) => energyOn(DateTime.fromISO(date, { zone })));
							if (a == null || b == null) continue;
							sum.compared += 1;
							sum.now += a;
							sum.then += b;
						}
					}

					expect(row).toMatchObject({
						energy_wh: sum.known === 0 ? null : sum.energy,
						days_known: sum.known,
						days_expected: dates.length * meters.length,
						scaled_days: sum.isTold ? sum.filled : 0,
						previous: { days_compared: sum.compared, current_wh: sum.compared ? sum.now : null },
					});
					expectNear(row?.scaled_wh ?? null, sum.isTold ? sum.scaled : null);
					expectNear(row?.energy_per_m2_wh ?? null, sum.isTold ? sum.scaled / 100 : null);
					expect(row?.previous?.earlier_wh).toBe(sum.compared ? sum.then : null);
				}),
				{ numRuns: 6 },
			);
		},
	);

	test(
		'parts make the whole: intervals, hours, days, months, meters, building',
		{ timeout: 120_000 },
		async () => {
			const { database } = schema;
			await fc.assert(
				fc.asyncProperty(period, meterPlans, async ({ from, to }, plans) => {
					const { building, meters } = await addBuilding([{ from, to }], plans);
					const { channels } = await readBuildingChannels(database, building, { metric: 'consumption' });
					const request = { channels, from, to, timezone: zone, limit: 100_000, cursor: undefined };
					const raw = (await readRaw(database, request)).rows;
					const hours = (await readHours(database, { ...request, aggregate: 'sum' })).rows;
					const days = (await readDays(database, request)).rows;
					const months = await readMonths(database, channels, 'consumption', { from, to });
					const total = (values: readonly (number | null)[]) =>
						values.reduce<number>((all, value) => all + (value ?? 0), 0);

					for (const meter of meters) {
						const own = <Row extends { device: string }>(rows: readonly Row[]) =>
							rows.filter(({ device }) => device === meter.device);
						const stored = [...meter.days.values()].flatMap(({ readings }) => readings);
						expect(total(own(raw).map(({ value }) => value))).toBe(total(stored.map(({ value }) => value)));
						expectNear(total(own(hours).map(({ value }) => value)), total(stored.map(({ value }) => value)));
						for (const { date, value, curve_value } of own(days)) {
							const expected = naiveMeterDay(meter, DateTime.fromISO(date, { zone }));
							expect([date, value]).toEqual([date, expected.energy]);
							expectNear(
								total(own(hours).flatMap((hour) => (hour.hour.startsWith(date) ? hour.value : []))),
								curve_value ?? 0,
							);
						}
						expect(total(own(months).map(({ value }) => value))).toBe(
							total(own(days).map(({ value }) => value)),
						);
					}

					const sums = { meters: await readMeters(database, building), period: { from, to }, timeZone: zone };
					const byDay = await readSumReadings(database, { ...sums, resolution: 'day' });
					const byMonth = await readSumReadings(database, { ...sums, resolution: 'month' });
					const byHour = await readSumReadings(database, { ...sums, resolution: 'hour' });
					expect(
						byDay.map(({ at, value, known_value }) => ({ date: at, energy: value, known: known_value })),
					).toEqual(naiveDays(meters, from, to));
					expect(total(byMonth.map(({ known_value }) => known_value))).toBe(
						total(byDay.map(({ known_value }) => known_value)),
					);
					expectNear(
						total(byHour.map(({ known_value }) => known_value)),
						total(raw.map(({ value }) => value)),
					);
					for (const [index, { energy }] of naiveHours(meters, from, to).entries()) {
						expectNear(byHour[index]?.value ?? null, energy);
					}
				}),
				{ numRuns: 8 },
			);
		},
	);
});

/** To the thousandth of a watt-hour: sums of shares of intervals depend on their order. */
function expectNear(found: number | null, expected: number | null): void {
	if (expected === null || found === null) expect(found).toBe(expected);
	else expect(Math.abs(found - expected)).toBeLessThan(Math.max(1, Math.abs(expected)) * 1e-9 + 1e-6);
}
