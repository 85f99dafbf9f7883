import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, datesBetween } from '../domain/local-days.ts';
import type { ProviderWindow } from '../providers/provider.ts';
import { withoutRefused } from './history-floor.ts';

const window = (
	from: string,
	to: string,
	measure: ProviderWindow['measure'] = 'load_curve',
): ProviderWindow => ({
	measure,
	pointId: '22516914714270',
	from,
	to,
});

test('halves the refused window and clips the older ones of its measure', () => {
	const rest = [
		window('2026-10-26', '2026-11-02', 'daily'),
		window('2026-10-26', '2026-11-02'),
		window('2026-10-19', '2026-10-26'),
	];

	expect(withoutRefused(window('2026-11-02', '2026-11-09'), rest)).toEqual([
		window('2026-11-06', '2026-11-09'),
		window('2026-11-03', '2026-11-06'),
		window('2026-10-26', '2026-11-02', 'daily'),
	]);
});

test('a single refused day leaves nothing of itself', () => {
	expect(withoutRefused(window('2026-11-02', '2026-11-03'), [])).toEqual([]);
});

test('finds every day from the first one the operator has, in few calls', () => {
	const start = '2025-11-23';
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 365 }), fc.integer({ min: 0, max: 365 }), (length, floorDay) => {
			const floor = addDays(start, floorDay);
			const asked = window(start, addDays(start, length));
			const answered: string[] = [];
			let calls = 0;

			for (let pending = [asked]; pending.length > 0;) {
				const [next, ...rest] = pending as [ProviderWindow, ...ProviderWindow[]];
				calls += 1;
				if (next.from < floor) {
					pending = withoutRefused(next, rest);
				} else {
					answered.push(...datesBetween(next.from, next.to));
					pending = rest;
				}
			}

			expect(answered.toSorted()).toEqual(datesBetween(floor > start ? floor : start, asked.to));
			expect(calls).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(length + 1)) + 2);
		}),
	);
});
