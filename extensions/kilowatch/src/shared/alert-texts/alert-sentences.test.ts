import { expect, test } from 'vitest';
import { alertRules } from '../alert-rules.ts';
import type { AlertExplanation } from '../http-contract/alerts.ts';
import { languages } from '../languages.ts';
import { alertHeadline, alertSentences, alertTexts, type ToldAlert } from './alert-sentences.ts';

const explanation: AlertExplanation = {
	from: '2026-11-01',
	to: '2026-11-04',
	days: 3,
	completeness: 0.97,
	excess: {
		average_wh: 48_000,
		observed_wh: 180_000,
		excess_wh: 36_000,
		parts: { weekday_wh: -2_000, cold_wh: 10_000, night_wh: 21_500, unexplained_wh: 6_500 },
	},
	day: { date: '2026-11-03', wh: 61_000 },
	former_weeks: [
		{ date: '2026-10-27', wh: 48_000 },
		{ date: '2026-10-20', wh: null },
	],
	cost: { euros: 9, euros_per_kwh: 0.25 },
	kgco2: null,
	evidence: null,
	hours: null,
};
const alert: ToldAlert = { rule: 'day-surge', observed: 180_000, expected: 150_000, explanation };

/** Blanks that do not break are as good as others here. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test('an alert is told in whole sentences', () => {
	expect(alertSentences(alert, 'en').map(plain)).toEqual([
		'Unusually high consumption over the day from 1 Nov 2026 to 3 Nov 2026: 30 kWh more than expected (+20%).',
		'Compared with an average day of the four weeks before: 36 kWh more (+25%).',
		'Of that: −2 kWh usual for these weekdays, +10 kWh by colder weather, +22 kWh in the hours from 0 to 6, +6.5 kWh unexplained.',
		'Last day: 61 kWh; the same weekday in the four weeks before: 48 kWh, not known.',
		'97% of the hours are known.',
		'About €9.00, an estimate at €0.25/kWh.',
	]);
	expect(plain(alertHeadline(alert, 'fr'))).toBe(
		'Consommation anormalement élevée sur la journée du 1 nov. 2026 au 3 nov. 2026 : 30 kWh de plus que prévu (+20 %)',
	);
	expect(plain(alertHeadline(alert, 'de'))).toContain('30 kWh mehr als erwartet (+20 %)');
	expect(plain(alertHeadline(alert, 'nl'))).toContain('30 kWh meer dan verwacht (+20%)');
});

test.each(languages)('every rule has words in %s, and no language leaves anything out', (language) => {
	for (const rule of alertRules) {
		expect(alertHeadline({ ...alert, rule }, language).length).toBeGreaterThan(10);
	}
	expect(Object.keys(alertTexts[language]).sort()).toEqual(Object.keys(alertTexts.en).sort());
	expect(alertSentences(alert, language)).toHaveLength(6);
});

test('one day tells its hours, where they may be told', () => {
	const day = { ...explanation, from: '2026-11-03', days: 1, hours: { from: '14:00', until: '16:00' } };
	expect(alertHeadline({ ...alert, rule: 'short-spike', explanation: day }, 'en')).toContain(
		'Short spike on 3 Nov 2026 14:00–16:00',
	);
	expect(
		alertHeadline(
			{ ...alert, rule: 'short-spike', observed: null, explanation: { ...day, hours: null } },
			'en',
		),
	).toBe('Short spike on 3 Nov 2026');
});

test('a state is told by its dates', () => {
	const state = { observed: null, expected: null } as const;
	expect(
		alertHeadline(
			{ ...state, rule: 'sync-failing', explanation: { since: '2026-11-01', until: null, attempts: 4 } },
			'en',
		),
	).toBe('The meter cannot be read: no reading since 1 Nov 2026; the last 4 attempts failed');
	expect(
		alertSentences(
			{
				...state,
				rule: 'consent-ending',
				explanation: { since: '2026-11-01', until: '2026-12-01', attempts: 0 },
			},
			'de',
		),
	).toEqual(['Die Einwilligung endet: gültig bis 01.12.2026.']);
});
