import { expect, test } from 'vitest';
import type { FailureClass, ProviderRules, ProviderWindow } from '../providers/provider.ts';
import { judgeFailure, type MeasureHistory, type Verdict } from './judge-failure.ts';

const rules: ProviderRules = {
	name: 'enedis',
	timeZone: 'Europe/Paris',
	publicationHour: 8,
	isPointId: () => true,
	historyFloorCodes: { before_activation: 'point', too_old: 'measure' },
	windowTooLongCodes: ['too_long'],
	directionCodes: ['no_such_direction'],
	maxConsentMonths: 36,
	measures: {},
};
const week: ProviderWindow = { measure: 'load_curve', pointId: '1', from: '2026-11-16', to: '2026-11-23' };
const fresh: MeasureHistory = { isShortened: false, shapeFailures: 0 };

function judge(
	code: string,
	{
		failureClass = 'bad_request',
		window = week,
		history = fresh,
	}: { failureClass?: FailureClass; window?: ProviderWindow; history?: MeasureHistory } = {},
): Verdict {
	return judgeFailure({ class: failureClass, code, message: 'no' }, window, rules, history);
}

test('a point that does not measure in a direction is no failure', () => {
	expect(judge('no_such_direction')).toEqual({ kind: 'not_measured' });
});

test('the history’s floor is that of the point or of the measure alone', () => {
	expect(judge('before_activation')).toEqual({ kind: 'history_floor', of: 'point' });
	expect(judge('too_old')).toEqual({ kind: 'history_floor', of: 'measure' });
});

test('a window that is too long is asked for once more, shorter, and then never again', () => {
	expect(judge('too_long')).toEqual({ kind: 'too_long' });
	const failed = { kind: 'failed', then: 'leave_measure' };
	expect(judge('too_long', { history: { ...fresh, isShortened: true } })).toEqual(failed);
	expect(judge('too_long', { window: { ...week, from: '2026-11-22' } })).toEqual(failed);
});

test('the third answer of a measure that is not understood is the last', () => {
	const shape = (shapeFailures: number) =>
		judge('unreadable_body', { failureClass: 'shape', history: { ...fresh, shapeFailures } });

	expect([shape(0), shape(1), shape(2)]).toEqual([
		{ kind: 'failed', then: 'go_on' },
		{ kind: 'failed', then: 'go_on' },
		{ kind: 'failed', then: 'leave_measure' },
	]);
});

test.each<[FailureClass, 'leave_measure' | 'stop']>([
	['bad_request', 'leave_measure'],
	['application', 'leave_measure'],
	['auth', 'stop'],
	['consent', 'stop'],
	['throttled', 'stop'],
	['outage', 'stop'],
])('after %s: %s', (failureClass, then) => {
	expect(judge('whatever', { failureClass })).toEqual({ kind: 'failed', then });
});
