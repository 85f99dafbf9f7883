import { describe, expect, test } from 'vitest';
import type { RevokeAnswer } from '../../shared/http-contract/consents.ts';
import { translator } from '../locales/translate.ts';
import { emptyWithdrawForm, isWhole, revokeResult, toRevokeRequest } from './withdraw-form.ts';

const living = { status: 'active', scopes: ['daily', 'load_curve'] } as const;
const consentOf = (status: 'active' | 'pending' | 'revoked') => ({ status, scopes: [...living.scopes] });

describe('withdrawing', () => {
	test('nothing is ticked, so nothing goes', () => {
		const form = emptyWithdrawForm(consentOf('active'));

		expect(form).toEqual({
			scopes: { daily: false, load_curve: false, advice: false },
			data: 'keep',
			understood: false,
		});
		expect(toRevokeRequest(form, consentOf('active'))).toBeUndefined();
	});

	test('some of it', () => {
		const form = emptyWithdrawForm(consentOf('active'));
		form.scopes.load_curve = true;
		// Not in the consent, so nobody could have ticked it.
		form.scopes.advice = true;

		expect(isWhole(form, consentOf('active'))).toBe(false);
		expect(toRevokeRequest(form, consentOf('active'))).toEqual({ scopes: ['load_curve'] });
	});

	test('all of it, with what was read only where that is understood', () => {
		const form = emptyWithdrawForm(consentOf('active'));
		form.scopes.daily = true;
		form.scopes.load_curve = true;

		expect(toRevokeRequest(form, consentOf('active'))).toEqual({});
		form.data = 'erase';
		expect(toRevokeRequest(form, consentOf('active'))).toBeUndefined();
		form.understood = true;
		expect(toRevokeRequest(form, consentOf('active'))).toEqual({ erase: true });
		form.scopes.daily = false;
		expect(toRevokeRequest(form, consentOf('active'))).toEqual({ scopes: ['load_curve'] });
	});

	test('of a request nothing has to be ticked, and of an ended consent only the data is left', () => {
		expect(toRevokeRequest(emptyWithdrawForm(consentOf('pending')), consentOf('pending'))).toEqual({});

		const ended = emptyWithdrawForm(consentOf('revoked'));
		expect(ended.data).toBe('erase');
		expect(toRevokeRequest(ended, consentOf('revoked'))).toBeUndefined();
		expect(toRevokeRequest({ ...ended, understood: true }, consentOf('revoked'))).toEqual({ erase: true });
	});
});

describe('what became of it', () => {
	const answer: RevokeAnswer['data'] = {
		scopes: [],
		operator: 'not_needed',
		removed: { readings: 0, days: 0 },
		erased: false,
	};
	const tell = (change: Partial<RevokeAnswer['data']>, status: 'active' | 'pending' = 'active') =>
		revokeResult({ ...answer, ...change }, consentOf(status), translator('en-US'));

	test.each<[Partial<RevokeAnswer['data']>, string[]]>([
		[{}, ['The consent is withdrawn', 'Nothing is read any more.']],
		[
			{ scopes: ['daily'], removed: { readings: 35_040, days: 730 } },
			['Withdrawn. Still allowed: daily totals.', 'Deleted: 35,040 readings and 730 days.'],
		],
		[
			{ operator: 'by_holder' },
			[
				'The consent is withdrawn',
				'Nothing is read any more.',
				'The share at the operator is ended only by the holder, in the account there.',
			],
		],
		[
			{ erased: true, operator: 'queued' },
			['Everything of the meter is erased', 'It is revoked at the operator, too; this happens by itself.'],
		],
	])('%j', (change, sentences) => {
		expect(tell(change)).toEqual(sentences);
	});

	test('a request taken back', () => {
		expect(tell({}, 'pending')).toEqual(['The request is taken back']);
	});
});
