import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, localDay } from '../local-days.ts';
import { amountsByHour, localHours } from './local-hours.ts';

const paris = 'Europe/Paris';

test('an ordinary day has the hours 0 to 23', () => {
	const hours = localHours('2026-06-15', '2026-06-16', paris);

	expect(hours.map(({ hour }) => hour)).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
	expect(hours[0]).toEqual({
		startSeconds: Date.parse('2026-06-14T22:00:00Z') / 1000,
		date: '2026-06-15',
		hour: 0,
		offsetMinutes: 120,
	});
});

test('spring has no second hour, and autumn has it twice', () => {
	expect(localHours('2026-03-29', '2026-03-30', paris).map(({ hour }) => hour)).toEqual([
		0,
		1,
		...Array.from({ length: 21 }, (_, index) => index + 3),
	]);
	expect(
		localHours('2026-10-25', '2026-10-26', paris)
			.slice(0, 5)
			.map(({ hour }) => hour),
	).toEqual([0, 1, 2, 2, 3]);
	expect(
		localHours('2026-10-25', '2026-10-26', paris)
			.slice(1, 4)
			.map(({ offsetMinutes }) => offsetMinutes),
	).toEqual([120, 120, 60]);
	expect(localHours('2026-10-25', '2026-10-26', paris)).toHaveLength(25);
});

test('the day whose clocks change by half an hour ends with half an hour', () => {
	// Lord Howe goes from +11:00 to +10:30.
	const hours = localHours('2026-04-05', '2026-04-06', 'Australia/Lord_Howe');
	const { startSeconds, endSeconds } = localDay('2026-04-05', 'Australia/Lord_Howe');
	expect((endSeconds - startSeconds) / 3600).toBe(24.5);
	expect(hours).toHaveLength(25);
});

test('an interval over two hours is shared out by time, and a hole stays a hole', () => {
	const hours = localHours('2026-06-15', '2026-06-16', paris);
	const start = hours[0]?.startSeconds ?? 0;
	const amounts = amountsByHour(
		[
			{ startSeconds: start, durationSeconds: 1800, value: 10 },
			{ startSeconds: start + 1800, durationSeconds: 3600, value: 40 },
			{ startSeconds: start + 3 * 3600, durationSeconds: 3600, value: 0 },
		],
		hours,
	);

	expect(amounts.slice(0, 4).map(({ value, coveredSeconds }) => [value, coveredSeconds])).toEqual([
		[30, 3600],
		[20, 1800],
		[null, 0],
		[0, 3600],
	]);
});

const steps = fc.constantFrom(600, 900, 1800, 3600, 7200);
const zones = fc.constantFrom(paris, 'Europe/Brussels', 'UTC', 'Asia/Kolkata', 'Australia/Lord_Howe');
const dates = fc
	.date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10));

test('the hours of a day hold all of its known seconds and all of its energy, whatever the steps and holes', () => {
	fc.assert(
		fc.property(
			dates,
			zones,
			fc.array(fc.record({ step: steps, value: fc.nat(10_000), isHole: fc.boolean() }), { maxLength: 60 }),
			(date, zone, pieces) => {
				const { startSeconds, endSeconds } = localDay(date, zone);
				let at = startSeconds;
				const intervals = pieces.flatMap(({ step, value, isHole }) => {
					const interval = { startSeconds: at, durationSeconds: step, value };
					at += step;

					return isHole || at > endSeconds ? [] : [interval];
				});
				const amounts = amountsByHour(intervals, localHours(date, addDays(date, 1), zone));
				const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

				expect(sum(amounts.map(({ value }) => value ?? 0))).toBeCloseTo(
					sum(intervals.map(({ value }) => value)),
					6,
				);
				expect(sum(amounts.map(({ coveredSeconds }) => coveredSeconds))).toBe(
					sum(intervals.map(({ durationSeconds }) => durationSeconds)),
				);
			},
		),
	);
});
