import { describe, expect, it } from 'vitest';
import { dayNumberOf } from '../calendar.ts';
import { indexReading } from './energy-index.ts';
import { splitHour, type LoadProfile } from './meter.ts';

const steady = (): LoadProfile => () => splitHour(60, 0);

describe('an index', () => {
	it('counts from zero at the activation', () => {
		const load = steady();
		expect(indexReading(load, '2026-03-01', null, dayNumberOf('2026-03-01'))).toEqual({
			label: '2026-03-01',
			totalWh: 0,
			offPeakWh: null,
		});
		expect(indexReading(load, '2026-03-01', null, dayNumberOf('2026-03-03')).totalWh).toBe(2 * 24 * 60);
	});

	it('is the same whichever day is read first', () => {
		const [forth, back] = [steady(), steady()];
		const read = (load: LoadProfile, date: string): number =>
			indexReading(load, '2026-03-01', null, dayNumberOf(date)).totalWh;
		const rising = [read(forth, '2026-03-10'), read(forth, '2026-04-10')];
		expect([read(back, '2026-04-10'), read(back, '2026-03-10')].toReversed()).toEqual(rising);
	});

	it('counts the hours of clock-change days', () => {
		const of = (first: string, second: string): number => {
			const load = steady();

			return (
				indexReading(load, '2026-03-01', null, dayNumberOf(second)).totalWh -
				indexReading(load, '2026-03-01', null, dayNumberOf(first)).totalWh
			);
		};
		expect(of('2026-03-29', '2026-03-30')).toBe(23 * 60);
		expect(of('2026-10-25', '2026-10-26')).toBe(25 * 60);
	});

	it('stands still over a hole', () => {
		const load: LoadProfile = ({ hour }) => (hour < 12 ? null : splitHour(60, 0));
		expect(indexReading(load, '2026-03-01', null, dayNumberOf('2026-03-02')).totalWh).toBe(12 * 60);
	});

	it('splits the minutes of a half hour between prices', () => {
		expect(indexReading(steady(), '2026-03-01', 'HC (22H38-6H38)', dayNumberOf('2026-03-02')).offPeakWh).toBe(
			480,
		);
	});

	it('starts anew with another activation', () => {
		const load = steady();
		indexReading(load, '2026-03-01', null, dayNumberOf('2026-03-10'));
		expect(indexReading(load, '2026-03-09', null, dayNumberOf('2026-03-10')).totalWh).toBe(24 * 60);
	});
});
