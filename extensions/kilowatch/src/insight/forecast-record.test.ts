import { expect, test } from 'vitest';
import type { PeriodForecast } from '../domain/forecast/forecast-energy.ts';
import type { StoredForecast } from '../storage/forecasts.ts';
import { forecastRecord } from './forecast-record.ts';

const month = (from: string, to: string, predicted?: number): PeriodForecast => ({
	from,
	to,
	days: 30,
	knownDays: 15,
	known: 50,
	estimatedDays: 0,
	total: predicted === undefined ? undefined : { predicted, lower: predicted - 5, upper: predicted + 5 },
});
const stored = (madeOn: string, knownDays: number, predictedWh: number): StoredForecast => ({
	madeOn,
	month: `${madeOn.slice(0, 7)}-01`,
	knownDays,
	knownWh: 0,
	predictedWh,
	lowerWh: predictedWh - 1_000,
	upperWh: predictedWh + 1_000,
	channels: [7],
});

test('what was kept goes before what would have been told; the first night with so many days known counts', () => {
	const record = forecastRecord(
		15,
		[
			month('2026-08-01', '2026-09-01'),
			month('2026-09-01', '2026-10-01', 100),
			month('2026-10-01', '2026-11-01', 90),
		],
		[
			stored('2026-10-10', 8, 1),
			stored('2026-10-18', 16, 99_000),
			stored('2026-10-19', 17, 2),
			stored('2026-09-25', 24, 3),
		],
		() => ({ wh: 100_000, channels: [7] }),
	);
	expect(record).toMatchObject({ known_days: 15, months_compared: 2, months_held: 2, median_error: 0.005 });
	expect(record.months).toMatchObject([
		{ month: '2026-09', origin: 'replayed', made_on: null, predicted_wh: 100_000, error: 0, held: true },
		{
			month: '2026-10',
			origin: 'kept',
			made_on: '2026-10-18',
			known_days: 16,
			predicted_wh: 99_000,
			error: -0.01,
		},
	]);
});

test('what cannot be compared says why', () => {
	const of = (wh: number | undefined, channels: number[]) =>
		forecastRecord(15, [month('2026-10-01', '2026-11-01', 90)], [stored('2026-10-18', 16, 99_000)], () => ({
			wh,
			channels,
		}));
	expect(of(undefined, [7]).months).toMatchObject([
		{ came_wh: null, error: null, held: null, obstacle: 'days_missing' },
	]);
	expect(of(1, [7, 8]).months).toMatchObject([
		{ came_wh: null, error: null, held: null, obstacle: 'other_meters' },
	]);
	expect(of(0, [7])).toMatchObject({
		months: [{ came_wh: 0, error: null, held: false }],
		months_compared: 0,
		median_error: null,
	});
});
