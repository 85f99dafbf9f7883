import { describe, expect, test } from 'vitest';
import type { BuildingDevice } from '../../shared/http-contract/buildings.ts';
import { consentEndReasons } from '../../shared/names.ts';
import { translator } from '../locales/translate.ts';
import { consentState } from './consent-state.ts';

type Consent = NonNullable<BuildingDevice['consent']>;
type Device = Parameters<typeof consentState>[0];

const nowMs = Date.parse('2026-11-25T12:00:00Z');

const living: Consent = {
	id: 'c',
	status: 'active',
	scopes: ['daily', 'load_curve'],
	valid_until: '2029-11-25',
	is_awaited: false,
	end_reason: null,
};

function stateOf(consent: Partial<Consent> | null, device: Partial<Device> = {}, isOverdue = false) {
	return consentState(
		{
			provider: 'enedis',
			consent: consent && { ...living, ...consent },
			renewal: null,
			invitation: null,
			...device,
		},
		{ nowMs, timezone: 'Europe/Paris', isOverdue },
		translator('en-US'),
	);
}

describe('a consent that lives', () => {
	test('says until when, and asks for nothing', () => {
		expect(stateOf({})).toEqual({
			tone: 'good',
			headline: 'Active until Nov 25, 2029',
			scopes: 'Allowed: daily totals and load curve',
			next: [],
			actions: ['holderPage', 'renew', 'withdraw'],
		});
		expect(stateOf({ valid_until: null }).headline).toBe('Active, without an end date');
	});

	test.each([
		['2026-12-18', 'Ends in 23 days, on Dec 18, 2026'],
		['2026-11-26', 'Ends in 1 day, on Nov 26, 2026'],
		['2026-11-25', 'Ends today'],
	])('that ends on %s: %s', (valid_until, headline) => {
		expect(stateOf({ status: 'expiring', valid_until })).toMatchObject({
			tone: 'soon',
			headline,
			next: ['Ask for a new one now, so that the readings go on without a gap.'],
		});
	});

	test('days are those of the building', () => {
		const late = Date.parse('2026-11-25T23:30:00Z');
		const { headline } = consentState(
			{
				provider: 'enedis',
				consent: { ...living, status: 'expiring', valid_until: '2026-11-27' },
				renewal: null,
				invitation: null,
			},
			{ nowMs: late, timezone: 'Europe/Paris', isOverdue: false },
			translator('en-US'),
		);

		expect(headline).toBe('Ends in 1 day, on Nov 27, 2026');
	});

	test('is renewed in two clicks, and continued where that was asked for', () => {
		expect(stateOf({ status: 'expiring' }).actions[0]).toBe('renew');
		expect(stateOf({ status: 'expiring' }, { renewal: { id: 'r', scopes: ['daily'] } })).toMatchObject({
			next: ['A new consent is asked for. This one goes on until the holder has answered.'],
			actions: ['continue', 'holderPage', 'withdraw'],
		});
	});
});

describe('a consent that is asked for', () => {
	const invitation = { expires_at: '2026-12-25T12:00:00Z', opened_at: null };

	test('without a link: somebody has to ask', () => {
		expect(stateOf({ status: 'pending' })).toMatchObject({
			tone: 'waiting',
			headline: 'Not given yet',
			next: ['Continue here together with the holder, or send the holder a link.'],
			actions: ['continue', 'invite', 'cancel'],
		});
	});

	test('with a link: the holder has to answer', () => {
		expect(stateOf({ status: 'pending' }, { invitation })).toMatchObject({
			headline: 'Not given yet: the holder has a link until Dec 25, 2026',
			next: ['The holder ticks what they allow there, and agrees on the page of Enedis (Linky).'],
			actions: ['continue', 'newLink', 'revokeLink', 'cancel'],
		});
		expect(
			stateOf({ status: 'pending' }, { invitation: { ...invitation, opened_at: '2026-11-25T08:00:00Z' } })
				.headline,
		).toBe('Not given yet: the holder has opened the link, which works until Dec 25, 2026');
		expect(
			stateOf({ status: 'pending' }, { invitation: { ...invitation, expires_at: '2026-11-20T08:00:00Z' } }),
		).toMatchObject({
			headline: 'Not given: the holder’s link ended on Nov 20, 2026',
			next: ['Make a new link, or continue here together with the holder.'],
		});
	});

	test('without scopes only the holder can choose them', () => {
		expect(stateOf({ status: 'pending', scopes: [] }, { invitation })).toMatchObject({
			scopes: 'The holder chooses what to allow',
			actions: ['newLink', 'revokeLink', 'cancel'],
		});
	});

	test('for long: what may be in the way, where it may', () => {
		const hint = /deletes the old share/;

		expect(stateOf({ status: 'pending' }, {}, true).next.join(' ')).toMatch(hint);
		expect(stateOf({ status: 'pending' }).next.join(' ')).not.toMatch(hint);
		expect(stateOf({ status: 'pending' }, { provider: 'ores' }, true).next.join(' ')).not.toMatch(hint);
	});

	test('and given, while the operator has yet to name the meter', () => {
		expect(stateOf({ status: 'pending', is_awaited: true })).toMatchObject({
			headline: 'Given; the operator has yet to name the meter',
			actions: ['cancel'],
		});
	});
});

describe('a consent that is over', () => {
	test.each(consentEndReasons)('%s: why, and what next', (end_reason) => {
		const state = stateOf({ status: end_reason === 'expired' ? 'expired' : 'revoked', end_reason });

		expect(state.tone).toBe('over');
		expect(state.headline).not.toBe('');
		expect(state.next.at(-1)).toMatch(/\.$/);
		expect(state.actions).toEqual(['ask', 'holderPage', 'erase']);
	});

	test('unanswered at Enedis: the old share comes first', () => {
		const { headline, scopes, next } = stateOf({ status: 'expired', end_reason: 'unanswered' });

		expect(headline).toBe('Asked for, and not answered');
		expect(scopes).toBe('Asked for: daily totals and load curve');
		expect(next).toEqual([
			expect.stringMatching(/first deletes the old share/),
			'Ask again, here together with the holder or by a link.',
		]);
		expect(stateOf({ status: 'expired', end_reason: 'unanswered' }, { provider: 'ores' }).next).toHaveLength(
			1,
		);
	});

	test('expired, refused, and ended before reasons were kept', () => {
		expect(stateOf({ status: 'expired', end_reason: 'expired', valid_until: '2026-11-20' }).headline).toBe(
			'Ended on Nov 20, 2026',
		);
		expect(stateOf({ status: 'refused' }).headline).toBe('Refused by the holder');
		expect(stateOf({ status: 'revoked', end_reason: null }).headline).toBe('Ended at the operator');
	});
});

test('a meter without any consent', () => {
	expect(stateOf(null)).toMatchObject({ headline: 'No consent', actions: ['invite'] });
});
