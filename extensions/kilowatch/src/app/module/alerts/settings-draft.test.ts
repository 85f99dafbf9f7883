import { expect, test } from 'vitest';
import { alertSettings } from '../../../domain/alerts/settings.ts';
import { isOwn, settingsInForce, valueAt, withoutPart, withValue } from './settings-draft.ts';

const portfolio = alertSettings.parse({ 'day-surge': { factor: 1.3 } });
const empty = { own: {}, portfolio };

test('what the building does not say is as in the portfolio', () => {
	expect(valueAt(empty, ['day-surge', 'factor'])).toBe(1.3);
	expect(isOwn(empty, ['day-surge'])).toBe(false);
	expect(settingsInForce(empty)).toEqual(portfolio);
});

test('what it says is its own, until it is as in the portfolio again', () => {
	const changed = withValue(empty, ['above-average', 'factors', 'minor'], 1.4);
	expect(changed.own).toEqual({ 'above-average': { factors: { minor: 1.4 } } });
	expect(isOwn(changed, ['above-average'])).toBe(true);
	expect(isOwn(changed, ['day-surge'])).toBe(false);
	expect(settingsInForce(changed)['above-average'].factors).toEqual({ minor: 1.4, major: 1.5, critical: 2 });
	expect(withValue(changed, ['above-average', 'factors', 'minor'], 1.2).own).toEqual({});
	expect(empty.own).toEqual({});
});

test('a whole part goes back to the portfolio’s', () => {
	const on = withValue(empty, ['above-average', 'enabled'], true);
	const both = withValue(on, ['week-drift', 'enabled'], false);
	expect(withoutPart(both, 'above-average').own).toEqual({ 'week-drift': { enabled: false } });
	expect(withoutPart(empty, 'severity').own).toEqual({});
});

test('null is as if it were not said', () => {
	const draft = { own: { 'day-surge': { factor: null }, severity: null }, portfolio };
	expect(valueAt(draft, ['day-surge', 'factor'])).toBe(1.3);
	expect(isOwn(draft, ['day-surge'])).toBe(false);
	expect(settingsInForce(draft)).toEqual(portfolio);
});
