import { expect, test } from 'vitest';
import type { Alert, AlertExplanation } from '../../../shared/http-contract/alerts.ts';
import { translator } from '../../locales/translate.ts';
import { alertLife } from './alert-life.ts';
import { alertFigures, amountText, headlineOf, ruleText, stakeTexts, whenText } from './alert-view.ts';

const english = translator('en-US');
const french = translator('fr-FR');

const explanation: AlertExplanation = {
	from: '2026-11-23',
	to: '2026-11-25',
	days: 2,
	completeness: 0.96,
	excess: null,
	day: null,
	former_weeks: [],
	cost: { euros: 37.52, euros_per_kwh: 0.25 },
	kgco2: null,
	evidence: null,
	hours: null,
};

const alert: Alert = {
	id: 'a',
	building: 'b',
	building_name: 'Les Tilleuls',
	device: null,
	label: null,
	rule: 'day-surge',
	rules: ['day-surge'],
	severity: 'minor',
	status: 'open',
	from: '2026-11-22T23:00:00.000Z',
	until: '2026-11-24T23:00:00.000Z',
	days: 2,
	observed: 367_000,
	expected: 217_000,
	ratio: 1.69,
	energy_wh: 150_000,
	cost_euros: 37.52,
	kgco2: null,
	explanation,
	created_at: '2026-11-25T06:00:00.000Z',
	closed_at: null,
	close_reason: null,
	acknowledged_at: null,
	acknowledged_by: null,
	verdict: null,
	verdict_at: null,
	verdict_by: null,
	comment: null,
	is_coarse: false,
	may_update: true,
};

test('an alert is told by the server, or at least by its rule', () => {
	expect(headlineOf({ ...alert, sentences: ['Much.', 'More.'] }, 'en-US')).toBe('Much.');
	expect(headlineOf(alert, 'fr-FR')).toBe(ruleText('day-surge', 'fr-FR'));
	expect(ruleText('short-spike', 'de-AT')).toBe('Kurze Spitze');
	expect(ruleText('short-spike', 'es-ES')).toBe('Short spike');
});

test('when is said by the days or hours it speaks of', () => {
	const one = { ...explanation, from: '2026-11-24', days: 1 };
	expect(whenText(alert, english)).toBe('Nov 23, 2026 – Nov 24, 2026');
	expect(whenText({ ...alert, explanation: one }, english)).toBe('Nov 24, 2026');
	const hours = { from: '14:00', until: '16:00' };
	expect(whenText({ ...alert, explanation: { ...one, hours } }, english)).toBe('Nov 24, 2026, 14:00–16:00');
	const state = { since: '2026-11-20', until: null, attempts: 4 };
	expect(whenText({ ...alert, explanation: state }, french)).toBe('depuis le 20 nov. 2026');
	expect(whenText({ ...alert, explanation: null }, english)).toMatch(/Nov 2[23], 2026/);
});

test('amounts have the unit of their rule', () => {
	expect(amountText(alert, 367_000, english)).toBe('367\u00a0kWh');
	expect(amountText({ rule: 'subscribed-power' }, 7_200, english)).toBe('7.2\u00a0kVA');
	expect(amountText({ rule: 'data-missing' }, 1, french)).toBe('1 heure');
	expect(amountText(alert, null, english)).toBeUndefined();
	expect(stakeTexts({ ...alert, kgco2: 12.4 }, 'en-US')).toEqual(['€37.52', '12\u00a0kg\u00a0CO₂']);
	expect(stakeTexts({ ...alert, cost_euros: null }, 'en-US')).toEqual([]);
});

test('only what is known becomes a figure', () => {
	expect(alertFigures(alert, english)).toEqual([
		{ label: 'Measured', value: '367\u00a0kWh', note: '' },
		{ label: 'Expected', value: '217\u00a0kWh', note: '' },
		{ label: 'Above expectation', value: '150\u00a0kWh', note: '+69%' },
		{ label: 'At stake', value: '€37.52', note: 'estimated at €0.25/kWh' },
		{ label: 'Duration', value: '2 days', note: '' },
		{ label: 'Data known', value: '96%', note: 'of the hours' },
	]);
	const nothing = {
		observed: null,
		expected: null,
		energy_wh: null,
		cost_euros: null,
		days: null,
		explanation: null,
	};
	expect(alertFigures({ ...alert, ...nothing }, english)).toEqual([]);
	const power = { ...alert, ...nothing, rule: 'subscribed-power', observed: 7_200, expected: 6_000 } as const;
	expect(alertFigures(power, english).map(({ label }) => label)).toEqual(['Measured', 'Subscribed power']);
});

test('what happened is told in its order', () => {
	const told = alertLife(
		{
			...alert,
			status: 'closed',
			closed_at: '2026-11-27T06:00:00.000Z',
			close_reason: 'normal',
			verdict: 'known_cause',
			verdict_at: '2026-11-28T08:00:00.000Z',
			acknowledged_at: '2026-11-25T08:00:00.000Z',
		},
		english,
	);
	expect(told.map(({ what }) => what)).toEqual([
		'Raised',
		'Acknowledged',
		'Closed by itself: back to normal',
		'Judged: Known cause',
	]);
	expect(alertLife(alert, english)).toHaveLength(1);
});
