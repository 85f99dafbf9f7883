import { expect, test } from 'vitest';
import type { FailureClass, ProviderFailure, ProviderRules, ProviderWindow } from '../providers/provider.ts';
import { judgeFailure, type MeasureHistory, type Verdict } from './judge-failure.ts';

const rules: ProviderRules = {
	name: 'enedis',
	timeZone: 'Europe/Paris',
	publicationHour: 8,
	isPointId: () => true,
	historyFloorCodes: ['before_activation'],
	windowTooLongCodes: ['too_long'],
	directionCodes: ['no_such_direction'],
	maxConsentMonths: 36,
	measures: {},
};
const week: ProviderWindow = { measure: 'load_curve', pointId: '1', from: '2026-11-16', to: '2026-11-23' };
const day: ProviderWindow = { ...week, from: '2026-11-22' };
const fresh: MeasureHistory = {
	isShortened: false,
	unreadDays: 0,
	isInTrouble: false,
	isOtherInTrouble: false,
};

function judge(
	failure: Partial<ProviderFailure>,
	{ window = week, ...history }: Partial<MeasureHistory> & { window?: ProviderWindow } = {},
): Verdict {
	const whole: ProviderFailure = { class: 'bad_request', code: 'whatever', message: 'no', ...failure };

	return judgeFailure(whole, window, rules, { ...fresh, ...history });
}

const failed = (then: 'go_on' | 'leave_measure' | 'stop'): Verdict => ({ kind: 'failed', then });

test('a point that does not measure in a direction is no failure', () => {
	expect(judge({ code: 'no_such_direction' })).toEqual({ kind: 'not_measured' });
});

test('the end of the history is no failure', () => {
	expect(judge({ code: 'before_activation' })).toEqual({ kind: 'history_floor' });
});

test('a window that is too long is asked for once more, shorter, and then never again', () => {
	expect(judge({ code: 'too_long' })).toEqual({ kind: 'too_long' });
	expect(judge({ code: 'too_long' }, { isShortened: true })).toEqual(failed('leave_measure'));
	expect(judge({ code: 'too_long' }, { window: day })).toEqual(failed('leave_measure'));
});

test('an answer that is not understood is looked at day by day; after three such days no further one is asked for', () => {
	const shape = { class: 'shape', code: 'unreadable_body' } as const;

	expect(judge(shape, { unreadDays: 2 })).toEqual({ kind: 'unreadable' });
	expect([0, 1, 2].map((unreadDays) => judge(shape, { window: day, unreadDays }))).toEqual([
		failed('go_on'),
		failed('go_on'),
		failed('leave_measure'),
	]);
});

test('trouble that may come from the request is asked once more, then left; with a second measure the run ends', () => {
	const trouble = { class: 'outage', code: 'http_500', mayBeTheRequest: true } as const;

	expect(judge(trouble)).toEqual({ kind: 'again' });
	expect(judge(trouble, { isOtherInTrouble: true })).toEqual({ kind: 'again' });
	expect(judge(trouble, { isInTrouble: true })).toEqual(failed('leave_measure'));
	expect(judge(trouble, { isInTrouble: true, isOtherInTrouble: true })).toEqual(failed('stop'));
});

test.each<[FailureClass, 'leave_measure' | 'stop']>([
	['bad_request', 'leave_measure'],
	['application', 'leave_measure'],
	['auth', 'stop'],
	['consent', 'stop'],
	['throttled', 'stop'],
	['outage', 'stop'],
])('after %s: %s', (failureClass, then) => {
	expect(judge({ class: failureClass })).toEqual(failed(then));
});
