import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCallCounter } from './call-limits.ts';

const limits = { perSecond: 5, perHour: 1_000 };

test('five calls a second, and the sixth when the first is a second old', () => {
	const counter = createCallCounter();
	for (const at of [0, 100, 200, 300, 400]) expect(counter.take('api', limits, at).isAllowed).toBe(true);

	expect(counter.take('api', limits, 999)).toEqual({
		isAllowed: false,
		exceeded: 'second',
		allowedAtMs: 1_000,
	});
	expect(counter.take('api', limits, 1_000).isAllowed).toBe(true);
	expect(counter.take('other', limits, 999).isAllowed).toBe(true);
});

test('a thousand calls an hour, and the next when the first is an hour old', () => {
	const counter = createCallCounter();
	for (let call = 0; call < 1_000; call++) counter.take('api', limits, call * 250);

	expect(counter.take('api', limits, 3_599_999)).toEqual({
		isAllowed: false,
		exceeded: 'hour',
		allowedAtMs: 3_600_000,
	});
	expect(counter.take('api', limits, 3_600_000).isAllowed).toBe(true);
});

test('no second and no hour ever holds more, and what is refused would be too many', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 200 }), (gaps) => {
			const counter = createCallCounter();
			const small = { perSecond: 3, perHour: 20 };
			const allowed: number[] = [];
			let nowMs = 0;
			for (const gap of gaps) {
				nowMs += gap;
				const inWindow = (lengthMs: number) => allowed.filter((at) => at > nowMs - lengthMs).length;
				const isFree = inWindow(1_000) < 3 && inWindow(3_600_000) < 20;
				expect(counter.take('api', small, nowMs).isAllowed).toBe(isFree);
				if (isFree) allowed.push(nowMs);
			}
		}),
	);
});
