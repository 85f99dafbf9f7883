import { describe, expect, it } from 'vitest';
import { createClock } from './clock.ts';

describe('the clock', () => {
	it('runs on from the chosen instant and goes back to the system’s time', () => {
		let systemMs = 1_000;
		const clock = createClock(() => systemMs, 500_000);
		systemMs = 1_250;
		expect(clock.nowMs()).toBe(500_250);

		clock.set(7_000);
		expect(clock.nowMs()).toBe(7_000);

		clock.set(null);
		expect(clock.nowMs()).toBe(1_250);
	});
});
