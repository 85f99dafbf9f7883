import { describe, expect, test } from 'vitest';
import type { Episode } from './episode.ts';
import { EpisodeBook } from './episode-book.ts';
import type { Finding } from './finding.ts';
import type { RuleName } from './rule-names.ts';
import { alertSettings } from './settings.ts';

const settings = alertSettings.parse({});

function finding(rule: RuleName, day: number, change: Partial<Finding> = {}): Finding {
	return {
		rule,
		day,
		fromHour: day * 24,
		untilHour: (day + 1) * 24,
		observed: 130,
		expected: 100,
		evidence: {},
		...change,
	};
}

/** Feeds so many days; what is found on which. */
function episodesOf(
	days: number,
	found: Record<number, RuleName[]>,
	isKnown: (day: number) => boolean = () => true,
) {
	const book = new EpisodeBook(settings);
	const episodes = new Set<Episode>();
	for (let day = 0; day < days; day++) {
		const findings = (found[day] ?? []).map((rule) => finding(rule, day));
		for (const episode of book.takeDay(day, findings, isKnown(day))) episodes.add(episode);
	}

	return [...episodes];
}

describe('EpisodeBook', () => {
	test('days in a row are one episode, which closes after two normal days', () => {
		const found = { 3: ['day-surge'], 4: ['day-surge'] } as const;
		expect(episodesOf(6, { ...found, 3: ['day-surge'], 4: ['day-surge'] })).toMatchObject([
			{ isClosed: false },
		]);
		expect(episodesOf(7, { 3: ['day-surge'], 4: ['day-surge'] })).toMatchObject([
			{
				rule: 'day-surge',
				fromHour: 72,
				untilHour: 120,
				days: 2,
				observed: 260,
				expected: 200,
				isClosed: true,
			},
		]);
	});

	test('within the cool-down the old one goes on, after it a new one begins', () => {
		expect(episodesOf(20, { 3: ['day-surge'], 10: ['day-surge'] })).toHaveLength(1);
		expect(episodesOf(20, { 3: ['day-surge'], 11: ['day-surge'] })).toHaveLength(2);
	});

	test('night, day and week are one episode, of the rule that found it first', () => {
		expect(
			episodesOf(9, { 3: ['night-base-load'], 4: ['day-surge', 'night-base-load'], 5: ['week-drift'] }),
		).toMatchObject([
			{ rule: 'night-base-load', rules: ['night-base-load', 'day-surge', 'week-drift'], days: 3 },
		]);
	});

	test('a day counts once, by its widest finding', () => {
		const book = new EpisodeBook(settings);
		const night = finding('night-base-load', 3, { untilHour: 78, observed: 50, expected: 30 });
		const [episode] = book.takeDay(3, [night, finding('day-surge', 3)], true);
		expect(episode).toMatchObject({
			rule: 'day-surge',
			observed: 130,
			expected: 100,
			fromHour: 72,
			untilHour: 96,
		});
	});

	test('a spike of a day that is raised is told with the day, one of another day by itself', () => {
		expect(episodesOf(9, { 3: ['short-spike', 'day-surge'] })).toMatchObject([{ rule: 'day-surge' }]);
		expect(episodesOf(9, { 3: ['short-spike'], 4: ['day-surge'] })).toMatchObject([
			{ rule: 'short-spike' },
			{ rule: 'day-surge' },
		]);
	});

	test('faults of the data are episodes of their own', () => {
		expect(episodesOf(9, { 3: ['data-missing', 'data-zero', 'day-surge'] })).toHaveLength(3);
	});

	test('days that are not known do not close anything but missing data', () => {
		const dark = (day: number) => day < 4;
		expect(episodesOf(9, { 3: ['day-surge'] }, dark)).toMatchObject([{ isClosed: false }]);
		expect(episodesOf(9, { 3: ['data-missing'] }, dark)).toMatchObject([{ isClosed: true }]);
	});
});
