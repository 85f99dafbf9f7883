import { expect, it } from 'vitest';
import { dayNumberOf } from '../calendar.ts';
import { splitHour } from '../meters/meter.ts';
import { dayTotal, quarterHours } from './quarter-hours.ts';

const steady = () => splitHour(1_000, 0);

it.each([
	['2026-11-23', 96, '2026-11-23T00:00:00+01:00', '2026-11-23T23:45:00+01:00'],
	['2026-03-29', 92, '2026-03-29T00:00:00+01:00', '2026-03-29T23:45:00+02:00'],
	['2026-10-25', 100, '2026-10-25T00:00:00+02:00', '2026-10-25T23:45:00+01:00'],
])('%s has %i quarter-hours', (date, count, first, last) => {
	const quarters = quarterHours(steady, dayNumberOf(date));
	expect(quarters).toHaveLength(count);
	expect(quarters[0]?.start).toBe(first);
	expect(quarters.at(-1)?.start).toBe(last);
	expect(new Set(quarters.map(({ start }) => Date.parse(start))).size).toBe(count);
	expect(dayTotal(steady, dayNumberOf(date)).kwh).toBeCloseTo(count / 4, 6);
});

it('tells hours without data', () => {
	const load = ({ hour }: { hour: number }) => (hour === 5 ? null : splitHour(400, 0));
	const quarters = quarterHours(load, dayNumberOf('2026-11-23'));
	expect(quarters.filter(({ kwh }) => kwh === null)).toHaveLength(4);
	expect(dayTotal(load, dayNumberOf('2026-11-23')).kwh).toBeNull();
});
