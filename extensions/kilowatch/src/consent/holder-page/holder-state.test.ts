import { describe, expect, test } from 'vitest';
import type { HolderConsent } from '../../storage/holder-meter.ts';
import { holderState } from './holder-state.ts';

const now = new Date('2026-11-25T12:00:00Z');
const open = { expiresAt: new Date('2026-12-01T00:00:00Z') };
const past = { expiresAt: new Date('2026-11-01T00:00:00Z') };

function consent(change: Partial<HolderConsent> = {}): HolderConsent {
	return {
		id: 'c',
		status: 'active',
		scopes: ['daily'],
		textVersion: '2026-11-h',
		grantedAt: new Date('2026-11-10T00:00:00Z'),
		validUntil: '2029-11-10',
		revokedAt: null,
		endReason: null,
		changes: [],
		isAwaited: false,
		isChosen: false,
		isOwn: true,
		...change,
	};
}

const pending = consent({ status: 'pending', scopes: [], grantedAt: null, validUntil: null, isOwn: false });
const withdrawn = consent({ status: 'revoked', endReason: 'withdrawn', revokedAt: now });
const state = (consents: HolderConsent[], link = open, status: 'active' | 'archived' = 'active') =>
	holderState({ status, consents }, link, now);

describe('a link within its time', () => {
	test('asks where no consent lives', () => {
		expect(state([pending])).toMatchObject({
			kind: 'asked',
			mayConsent: true,
			mayDownload: false,
			mayErase: false,
		});
		expect(state([])).toMatchObject({ kind: 'asked', mayConsent: true });
	});

	test('asks again after the last one has ended, and says so', () => {
		expect(state([withdrawn])).toMatchObject({ kind: 'asked', ended: withdrawn, mayErase: true });
	});

	test('waits where it was given and the operator has yet to name the meter', () => {
		expect(state([{ ...pending, isAwaited: true }])).toMatchObject({ kind: 'awaited', mayConsent: false });
	});

	test('shows the living one, and asks beside it only where a renewal is asked for', () => {
		expect(state([consent()])).toMatchObject({ kind: 'living', mayConsent: false, mayDownload: true });
		expect(state([pending, consent({ status: 'expiring' })])).toMatchObject({
			kind: 'living',
			mayConsent: true,
		});
	});

	test('opens nothing to consent to on an archived meter', () => {
		expect(state([pending], open, 'archived')).toBeUndefined();
	});
});

describe('a link past its time', () => {
	test('opens nothing where no consent was given by it', () => {
		expect(state([pending], past)).toBeUndefined();
		expect(state([consent({ isOwn: false, status: 'revoked' }), pending], past)).toBeUndefined();
	});

	test('stays the page of one that was', () => {
		expect(state([consent()], past)).toMatchObject({ kind: 'living', mayConsent: false });
		expect(state([withdrawn], past)).toMatchObject({ kind: 'ended', mayConsent: false, mayErase: true });
	});
});

test('what another holder may have left is not handed out', () => {
	const others = consent({ isOwn: false, status: 'expired', endReason: 'expired' });

	expect(state([consent(), others])).toMatchObject({ mayDownload: false, mayErase: true });
	expect(state([pending, others])).toMatchObject({ mayDownload: false, mayErase: false });
});

test('one that was only renewed has not ended', () => {
	const renewed = consent({ status: 'expired', endReason: 'renewed' });

	expect(state([consent(), renewed])).toMatchObject({ kind: 'living', ended: undefined, mayDownload: true });
});
