import { describe, expect, it, vi } from 'vitest';
import { createShares, stateOf } from './shares.ts';

const pointId = '09775542606818';
const options = { clientId: 'app', emptyServiceLists: 2 };

describe('shares', () => {
	it('keep their id when deleted and shared again, and get another with another application', () => {
		const shares = createShares(options);
		const first = shares.grant(pointId, '2026-11-23', '2029-11-23');
		expect(shares.delete(pointId)).toBe(true);
		expect(shares.delete(pointId)).toBe(false);
		expect(shares.active(pointId, '2026-11-24')).toBeUndefined();

		const again = shares.grant(pointId, '2026-11-24', '2027-11-24');
		expect(again.autorisationId).toBe(first.autorisationId);
		expect(shares.all()).toHaveLength(1);
		expect(shares.withAutorisation(first.autorisationId)).toEqual(again);

		const other = createShares({ ...options, clientId: 'other' }).grant(pointId, '2026-11-23', '2029-11-23');
		expect(other.autorisationId).not.toBe(first.autorisationId);
	});

	it('end with their last day', () => {
		const shares = createShares(options);
		const share = shares.grant(pointId, '2026-11-23', '2027-11-23');
		expect(shares.active(pointId, '2027-11-22')).toEqual(share);
		expect(shares.active(pointId, '2027-11-23')).toBeUndefined();
		expect(stateOf(share, '2027-11-23')).toBe('TERMINE');
	});

	it('have no services for the first lists', () => {
		const shares = createShares(options);
		const { autorisationId } = shares.grant(pointId, '2026-11-23', '2029-11-23');
		const isEmpty = (): boolean => {
			const share = shares.withAutorisation(autorisationId);
			if (!share) throw new Error('no share');

			return shares.takeEmptyList(share);
		};
		expect([isEmpty(), isEmpty(), isEmpty(), isEmpty()]).toEqual([true, true, false, false]);
	});

	it('report every change and start from what was reported', () => {
		const onChange = vi.fn();
		const shares = createShares({ ...options, onChange });
		const share = shares.grant(pointId, '2026-11-23', '2029-11-23');
		expect(onChange).toHaveBeenLastCalledWith([share]);
		shares.takeEmptyList(share);
		shares.delete(pointId);
		expect(onChange).toHaveBeenCalledTimes(3);

		const next = createShares({ ...options, initial: [share] });
		expect(next.active(pointId, '2026-11-23')).toEqual(share);
	});
});
