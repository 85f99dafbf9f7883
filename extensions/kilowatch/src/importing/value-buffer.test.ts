import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CurvePoint } from '../providers/enedis-file/parse-rows.ts';
import { createValueBuffer } from './value-buffer.ts';

const DAY = 86_400;
const limits = { readingsFromSeconds: 100 * DAY, daysFrom: '1970-04-11', nowSeconds: 200 * DAY };

function point(stampSeconds: number, value = 1): CurvePoint {
	return {
		metric: 'consumption',
		stampSeconds,
		marks: 'end',
		stepSeconds: 1_800,
		value,
		isPower: false,
		quality: 'estimated',
	};
}

function stored(points: readonly CurvePoint[]) {
	const buffer = createValueBuffer(limits);
	for (const one of points) buffer.point(one);
	const [series] = buffer.series();

	return { buffer, series, kept: [...(series?.pieces() ?? [])].flat() };
}

describe('createValueBuffer', () => {
	test('gives every interval once and in order, the last row of each, whatever the order', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 3 })), {
					maxLength: 300,
				}),
				(rows) => {
					const points = rows.map(([minutes, value]) => point(110 * DAY + minutes * 60 * 20, value));
					const last = new Map(points.map(({ stampSeconds, value }) => [stampSeconds, value]));
					const { kept, series } = stored(points);

					expect(kept.map(({ stampSeconds, value }) => [stampSeconds, value])).toEqual(
						[...last].sort(([one], [other]) => one - other),
					);
					const { identical = 0, conflicting = 0 } = series?.duplicates ?? {};
					expect(identical + conflicting).toBe(points.length - last.size);
				},
			),
		);
	});

	test('takes out duplicates by the hundred thousand without growing', () => {
		const { kept, series } = stored(
			Array.from({ length: 100_000 }, (_, row) => point(110 * DAY + (row % 50) * 60)),
		);

		expect(kept).toHaveLength(50);
		expect(series?.duplicates).toEqual({ identical: 99_950, conflicting: 0 });
		expect(kept[0]).toEqual({
			stampSeconds: 110 * DAY,
			marks: 'end',
			stepSeconds: 1_800,
			value: 1,
			isPower: false,
			quality: 'estimated',
		});
	});

	test('leaves out what retention would drop, what is to come, and what is off the minute', () => {
		const { kept, buffer, series } = stored([
			point(100 * DAY),
			point(100 * DAY + 1_800),
			point(200 * DAY + 60),
			point(150 * DAY + 7),
		]);

		expect(kept.map(({ stampSeconds }) => stampSeconds)).toEqual([100 * DAY + 1_800]);
		expect(buffer.refused()).toEqual({ future: 1, offGrid: 1 });
		expect(series?.beyondRetention).toEqual({ points: 1, days: new Set([100]) });
	});
});
