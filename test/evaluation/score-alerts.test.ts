import { describe, expect, test } from 'vitest';
import type { HourGrid } from '../../extensions/kilowatch/src/domain/alerts/hour-grid.ts';
import type { EventKind, InjectedEvent } from './inject-events.ts';
import { addScore, emptyScore, scoreAlerts, type ScoredAlert } from './score-alerts.ts';

const DAYS = 128;
const hours: HourGrid = { firstDate: '2017-01-01', days: DAYS, kwh: new Float64Array(DAYS * 24).fill(1) };

const event = (kind: EventKind, firstDay: number, lastDay = firstDay): InjectedEvent => ({
	kind,
	firstDay,
	lastDay,
	detail: '',
});
const alert = (rule: string, firstDay: number, days = 1): ScoredAlert => ({
	rule,
	from: firstDay * 24,
	until: (firstDay + days) * 24,
});
const hits = (kind: EventKind, alerts: ScoredAlert[]) =>
	scoreAlerts(hours, [event(kind, 50, 52)], alerts).kinds.get(kind)?.hits;

describe('scoreAlerts', () => {
	test('an alert hits when it overlaps the days of the event or the day after', () => {
		expect([49, 50, 52, 53, 54].map((day) => hits('sustained', [alert('day-surge', day)]))).toEqual([
			0, 1, 1, 1, 0,
		]);
		expect(hits('sustained', [alert('week-drift', 40, 11)])).toBe(1);
	});

	test('faults of the data are hit by data rules only, consumption by the others only', () => {
		expect(hits('gap', [alert('data-missing', 50)])).toBe(1);
		expect(hits('gap', [alert('day-surge', 50)])).toBe(0);
		expect(hits('sustained', [alert('data-flat', 50)])).toBe(0);
	});

	test('false is what starts outside every event and the two weeks after it', () => {
		const count = (day: number) =>
			scoreAlerts(hours, [event('spike', 50)], [alert('short-spike', day)]).falseEpisodes;
		expect([49, 50, 64, 65].map(count)).toEqual([1, 0, 0, 1]);
	});

	test('what starts within a week of one that counts is not counted again', () => {
		const count = (days: number[]) =>
			scoreAlerts(
				hours,
				[],
				days.map((day) => alert('day-surge', day)),
			).falseEpisodes;
		expect([count([60, 67]), count([60, 68]), count([60, 67, 69])]).toEqual([1, 2, 2]);
	});

	test('false alarms about data are counted apart', () => {
		expect(scoreAlerts(hours, [], [alert('data-zero', 60)])).toMatchObject({
			falseEpisodes: 0,
			falseDataEpisodes: 1,
		});
	});

	test('days count from the fifth week on, outside events, and where anything is known', () => {
		expect(scoreAlerts(hours, [], []).quietDays).toBe(100);
		expect(scoreAlerts(hours, [event('spike', 50)], []).quietDays).toBe(85);
		const dark = { ...hours, kwh: Float64Array.from(hours.kwh).fill(NaN, 100 * 24) };
		expect(scoreAlerts(dark, [], []).quietDays).toBe(72);
	});

	test('a hit that the series gives without the event, too, is chance', () => {
		const { kinds } = scoreAlerts(hours, [event('day-surge', 50)], [], [alert('day-surge', 50)]);
		expect(kinds.get('day-surge')).toEqual({ events: 1, hits: 0, byChance: 1 });
	});

	test('scores add up', () => {
		const sum = emptyScore();
		for (let times = 0; times < 2; times++) {
			addScore(
				sum,
				scoreAlerts(hours, [event('gap', 50)], [alert('data-missing', 50), alert('day-surge', 90)]),
			);
		}
		expect(sum).toMatchObject({ falseEpisodes: 2, quietDays: 170 });
		expect(sum.kinds.get('gap')).toEqual({ events: 2, hits: 2, byChance: 0 });
	});
});
