import { describe, expect, test } from 'vitest';
import { changeHours, foundBy, madeUpHours } from './hours.fixture.ts';

const hours = madeUpHours({ days: 10 });
const raised = changeHours(hours, [5, 5], () => 40, [18, 20]);

describe('subscribed power', () => {
	test('finds the hours above it, from the first day on', () => {
		expect(foundBy('subscribed-power', raised, { subscribedKva: 36 })).toMatchObject([
			{
				firstDay: 5,
				firstHour: 18,
				days: 1,
				episode: { observed: 40, expected: 36, untilHour: 5 * 24 + 20 },
			},
		]);
	});

	test('days above it are one alert, with the highest', () => {
		const twice = changeHours(raised, [6, 6], () => 50, [18, 20]);
		expect(foundBy('subscribed-power', twice, { subscribedKva: 36 })).toMatchObject([
			{ days: 2, episode: { observed: 50, expected: 36 } },
		]);
	});

	test('can warn before it is reached', () => {
		expect(foundBy('subscribed-power', raised, { subscribedKva: 42 })).toEqual([]);
		expect(
			foundBy('subscribed-power', raised, { subscribedKva: 42, settings: { factor: 0.9 } }),
		).toHaveLength(1);
	});

	test('nothing is found where it is not known', () =>
		expect(foundBy('subscribed-power', raised)).toEqual([]));
});
