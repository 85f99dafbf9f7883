import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { ProviderWindow } from '../../provider.ts';
import { readMeasureBody } from '../generation-2026/measure-body.ts';
import { parseCurve } from './parse-curve.ts';

interface Point {
	v: string | null;
	d: string;
	p?: string | null;
	n?: string;
}

/** through the body that the points come in */
const parseLoadCurve = (text: string, window: ProviderWindow) =>
	parseCurve(readMeasureBody(text, window), window);

const PRM = '99999999999991';

function body(
	points: Point[],
	changes: Record<string, unknown> = {},
	quantity: Record<string, unknown> = {},
) {
	return JSON.stringify({
		idPrm: PRM,
		etapeMetier: 'BRUT',
		periode: { dateDebut: '2026-07-14', dateFin: '2026-07-15' },
		modeCalcul: 'MESURE',
		grandeur: [
			{ grandeurMetier: 'CONS', grandeurPhysique: 'PA', unite: 'W', points, calendrier: [], ...quantity },
		],
		contexte: [],
		...changes,
	});
}

const windowOf = (from: string, to: string): ProviderWindow => ({
	measure: 'load_curve',
	pointId: PRM,
	from,
	to,
});

const july = windowOf('2026-07-14', '2026-07-15');
const read = (points: Point[], window = july) => parseLoadCurve(body(points), window);
const at = (time: string, v: string | null, p: string | null = 'PT30M'): Point => ({
	v,
	d: `2026-07-14 ${time}:00`,
	p,
	n: 'B',
});
const fails = (run: () => unknown, code: string) => {
	expect(run).toThrow(expect.objectContaining({ code }) as Error);
};

/**
 * The labels that the documentation promises for some local days, written apart from the code under test: the wall
 * clock at each interval's end, one step after the other in real time.
 */
function documentedDays(from: string, dayCount: number, stepMinutes: number) {
	const start = DateTime.fromISO(from, { zone: 'Europe/Paris' });
	const end = start.plus({ days: dayCount });
	const points: Point[] = [];
	const starts: number[] = [];
	for (let instant = start.toUTC(); instant < end; instant = instant.plus({ minutes: stepMinutes })) {
		starts.push(instant.toSeconds());
		points.push({
			v: String(60 * points.length),
			d: instant.plus({ minutes: stepMinutes }).setZone('Europe/Paris').toFormat('yyyy-MM-dd HH:mm:ss'),
			p: `PT${stepMinutes}M`,
		});
	}
	return { window: windowOf(from, end.toISODate() ?? ''), points, starts };
}

const localDates = fc
	.integer({ min: 0, max: DateTime.fromISO('2035-12-31').diff(DateTime.fromISO('2015-01-01'), 'days').days })
	.map((days) => DateTime.fromISO('2015-01-01', { zone: 'utc' }).plus({ days }).toISODate() ?? '');
const changingDates = fc
	.tuple(fc.integer({ min: 2015, max: 2035 }), fc.constantFrom(3, 10))
	.map(([year, month]) => {
		const last = DateTime.utc(year, month, 31);
		return last.minus({ days: last.weekday % 7 }).toISODate() ?? '';
	});
const steps = fc.constantFrom(10, 15, 30, 60);

describe('any days of 2015 to 2035', () => {
	const days = fc.oneof(localDates, changingDates);

	test('every interval is found at its instant, oldest or newest first', () => {
		fc.assert(
			fc.property(
				days,
				steps,
				fc.integer({ min: 1, max: 3 }),
				fc.boolean(),
				(from, step, count, reversed) => {
					const { window, points, starts } = documentedDays(from, count, step);
					const readings = read(reversed ? points.toReversed() : points, window);
					expect(readings).toEqual(
						starts.map((startSeconds, index) => ({
							startSeconds,
							durationSeconds: step * 60,
							value: index * step,
							quality: 'raw',
						})),
					);
				},
			),
		);
	}, 60_000);

	test('shuffled, no interval is lost, and only the repeated hour is marked', () => {
		fc.assert(
			fc.property(
				days,
				steps,
				fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
				(from, step, random) => {
					const { window, points, starts } = documentedDays(from, 1, step);
					const shuffled = points
						.map((point) => ({ point, rank: random.next().value as number }))
						.sort((one, other) => one.rank - other.rank)
						.map(({ point }) => point);
					const readings = read(shuffled, window);
					expect(readings.map(({ startSeconds }) => startSeconds)).toEqual(starts);
					for (const [index, { value, quality }] of readings.entries()) {
						if (quality === 'ambiguous') expect(points[index]?.d).toMatch(/ 02:/);
						else if (!points[index]?.d.includes(' 02:')) expect(value).toBe(index * step);
					}
				},
			),
		);
	}, 60_000);

	test('whatever is left out, the rest stays where it is; only a pass that is alone may be guessed', () => {
		fc.assert(
			fc.property(
				changingDates,
				steps,
				fc.boolean(),
				fc.array(fc.boolean(), { minLength: 150, maxLength: 150 }),
				(from, step, reversed, kept) => {
					const { window, points, starts } = documentedDays(from, 1, step);
					const rest = points.filter((_, index) => kept[index]);
					const readings = read(reversed ? rest.toReversed() : rest, window);
					expect(readings).toHaveLength(rest.length);
					expect(new Set(readings.map(({ startSeconds }) => startSeconds)).size).toBe(rest.length);

					const labels = Object.groupBy(points.keys(), (index) => points[index]?.d ?? '');
					for (const reading of readings) {
						const index = reading.value / step;
						const passes = labels[points[index]?.d ?? ''] ?? [];
						const alone = passes.length === 2 && !passes.every((pass) => kept[pass]);
						if (alone) expect(reading.quality).toBe('ambiguous');
						else if (reading.quality === 'ambiguous') expect(passes).toHaveLength(2);
						else expect(reading.startSeconds).toBe(starts[index]);
					}
				},
			),
		);
	}, 60_000);
});

test.each([
	['2026-03-29', 46],
	['2027-03-28', 46],
	['2026-10-25', 50],
	['2027-10-31', 50],
	['2026-06-15', 48],
])('%s has %d half-hours, from midnight to midnight', (date, count) => {
	const { window, points } = documentedDays(date, 1, 30);
	const readings = read(points, window);
	expect(readings).toHaveLength(count);
	const midnight = DateTime.fromISO(date, { zone: 'Europe/Paris' });
	expect(readings[0]?.startSeconds).toBe(midnight.toSeconds());
	const last = readings.at(-1);
	expect((last?.startSeconds ?? 0) + (last?.durationSeconds ?? 0)).toBe(
		midnight.plus({ days: 1 }).toSeconds(),
	);
});

test('the documented sample: power at the interval’s end becomes energy at its start', () => {
	const window = { ...windowOf('2026-09-29', '2026-10-01') };
	expect(read([{ v: '4078', d: '2026-09-29 00:30:00', p: 'PT30M', n: 'B' }], window)).toEqual([
		{ startSeconds: Date.UTC(2026, 8, 28, 22) / 1000, durationSeconds: 1800, value: 2039, quality: 'raw' },
	]);
});

test('each point counts with its own step, and steps may change', () => {
	const points = [
		at('01:00', '600', 'PT1H'),
		at('01:30', '600', 'PT30M'),
		at('01:45', '600', 'PT15M'),
		at('01:55', '600', 'PT10M'),
		at('02:00', '600', 'PT5M'),
		at('03:00', '600', 'PT60M'),
	];
	expect(read(points).map(({ durationSeconds, value }) => [durationSeconds, value])).toEqual([
		[3600, 600],
		[1800, 300],
		[900, 150],
		[600, 100],
		[300, 50],
		[3600, 600],
	]);
});

test('zero is a value, null is a hole', () => {
	expect(read([at('00:30', '0'), at('01:00', null), at('01:30', '2')]).map(({ value }) => value)).toEqual([
		0, 1,
	]);
});

test('a hole keeps the order of the repeated hour', () => {
	const times = ['01:30', '02:00', '02:30', '02:00', '02:30', '03:00'];
	const points = times.map((time, index) => ({
		v: index === 1 || index === 2 ? null : '100',
		d: `2026-10-25 ${time}:00`,
		p: 'PT30M',
	}));
	expect(
		read(points, windowOf('2026-10-25', '2026-10-26')).map(({ startSeconds, quality }) => [
			new Date(startSeconds * 1000).toISOString().slice(11, 16),
			quality,
		]),
	).toEqual([
		['23:00', 'raw'],
		['00:30', 'raw'],
		['01:00', 'raw'],
		['01:30', 'raw'],
	]);
});

test('a missing step is read off the neighbours', () => {
	expect(read([at('00:30', '2', null), at('01:00', '2', null)]).map(({ value }) => value)).toEqual([1, 1]);
});

test('corrected values say so', () => {
	expect(parseLoadCurve(body([at('00:30', '2')], { etapeMetier: 'BEST' }), july)).toMatchObject([
		{ quality: 'corrected' },
	]);
});

test('equal repeats are one reading, different ones are not understood', () => {
	expect(read([at('10:00', '2'), at('10:30', '4'), at('10:00', '2')]).map(({ value }) => value)).toEqual([
		1, 2,
	]);
	fails(() => read([at('10:00', '2'), at('10:00', '4')]), 'conflicting_points');
	fails(() => read([at('10:00', '2'), at('10:00', '2', 'PT15M')]), 'conflicting_points');
});

test('an interval sent with its value and without has it', () => {
	for (const points of [
		[at('10:00', '2'), at('10:00', null)],
		[at('10:00', null), at('10:00', '2')],
	]) {
		expect(read(points).map(({ value }) => value)).toEqual([1]);
	}
});

test('intervals that overlap are not understood', () => {
	fails(() => read([at('10:00', '2'), at('10:15', '2')]), 'overlapping_points');
	fails(() => read([at('10:00', '2', 'PT60M'), at('09:30', '2')]), 'overlapping_points');
});

test('the window’s last interval is labelled with the next day', () => {
	expect(read([{ v: '2', d: '2026-07-15 00:00:00', p: 'PT30M' }])).toHaveLength(1);
});

test('the interval that ends where the window begins is left out', () => {
	expect(read([at('00:00', '2'), at('00:30', '4')]).map(({ value }) => value)).toEqual([2]);
});

test.each(['2026-07-13 23:30:00', '2026-07-15 00:30:00', '2025-07-14 10:00:00'])(
	'%s was not asked for',
	(d) => {
		fails(() => read([at('10:00', '2'), { v: null, d, p: 'PT30M' }]), 'outside_window');
	},
);

test('an interval that reaches into the window from before was not asked for', () => {
	fails(() => read([at('00:30', '2', 'PT60M')]), 'outside_window');
});

test('a time that spring leaves out is not understood', () => {
	fails(
		() => read([{ v: '2', d: '2026-03-29 02:30:00', p: 'PT30M' }], windowOf('2026-03-29', '2026-03-30')),
		'impossible_label',
	);
});

test.each([
	['kilowatts', body([], {}, { unite: 'kW' })],
	['energy', body([], {}, { unite: 'Wh', grandeurPhysique: 'EA' })],
	['a number as step', body([{ v: '1', d: '2026-07-14 00:30:00', p: 30 as unknown as string }])],
])('%s is not understood', (_, text) => {
	fails(() => parseLoadCurve(text, july), 'unexpected_body');
});
