import { describe, expect, test } from 'vitest';
import type { Episode } from './episode.ts';
import { alertSettings } from './settings.ts';
import { severityOf } from './severity.ts';

const settings = alertSettings.parse({});

function episode(change: Partial<Episode>): Episode {
	return {
		rule: 'day-surge',
		rules: ['day-surge'],
		severity: 'minor',
		fromHour: 0,
		untilHour: 24,
		observed: 130,
		expected: 100,
		days: 1,
		isClosed: false,
		findings: [],
		...change,
	};
}

describe('severity', () => {
	test.each([
		[{ observed: 130 }, 'minor'],
		[{ observed: 301 }, 'major'],
		[{ observed: 2101 }, 'critical'],
		[{ days: 3 }, 'major'],
		[{ days: 14 }, 'critical'],
	] as const)('by cost and days: %o is %s', (change, severity) => {
		expect(severityOf(episode(change), settings)).toBe(severity);
	});

	test('the price is a setting', () => {
		const dear = alertSettings.parse({ severity: { eurosPerKwh: 2 } });
		expect(severityOf(episode({}), dear)).toBe('major');
	});

	test('kVA are not kWh: power costs nothing here', () => {
		const power = { rule: 'subscribed-power', observed: 5000, expected: 36 } as const;
		expect(severityOf(episode(power), settings)).toBe('minor');
	});

	test('a wrong unit is never minor', () => {
		const unit = { rule: 'data-unit', observed: null, expected: null } as const;
		expect(severityOf(episode(unit), settings)).toBe('major');
		expect(severityOf(episode({ ...unit, days: 20 }), settings)).toBe('critical');
	});
});
