import { expect, test } from 'vitest';
import { createCallTrail } from './call-trail.ts';

const week = {
	measure: 'load_curve',
	pointId: '09775542606818',
	from: '2026-11-16',
	to: '2026-11-23',
} as const;
const before = { ...week, from: '2026-11-09', to: '2026-11-16' };

test('a run without a call leaves no trail', () => {
	expect(createCallTrail().keep()).toEqual({ digest: null, from: null, to: null });
});

test('the trail spans all calls, and goes on in the run’s next job as if it were one', () => {
	const whole = createCallTrail();
	whole.note(week, 'ok', 100);
	whole.note(before, 'no_data', 0);
	const first = createCallTrail();
	first.note(week, 'ok', 100);
	const second = createCallTrail(first.keep());
	second.note(before, 'no_data', 0);

	expect(second.keep()).toEqual(whole.keep());
	expect(whole.keep()).toMatchObject({ from: '2026-11-09', to: '2026-11-23' });
});

test('another order, another end or another length is another digest', () => {
	const digestOf = (...calls: [typeof week | typeof before, string, number][]) => {
		const trail = createCallTrail();
		for (const call of calls) trail.note(...call);

		return trail.keep().digest;
	};
	const digests = [
		digestOf([week, 'ok', 100], [before, 'ok', 100]),
		digestOf([before, 'ok', 100], [week, 'ok', 100]),
		digestOf([week, 'ok', 100], [before, 'no_data', 100]),
		digestOf([week, 'ok', 100], [before, 'ok', 101]),
	];

	expect(new Set(digests).size).toBe(4);
});
