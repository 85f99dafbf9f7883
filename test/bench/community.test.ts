import { expect, test } from 'vitest';
import { formatCommunity } from './community.ts';

test('of another database it is a sentence', () => {
	expect(formatCommunity({ skipped: 'Not here.' })).toBe('Not here.');
});

test('a line for each size, with what was reached', () => {
	const text = formatCommunity({
		sizes: [
			{
				meters: 1000,
				readings: 35_000_000,
				ratio: 40,
				beforeBytes: 40,
				afterBytes: 1,
				lateDay: { rounds: 5, medianMs: 8, p95Ms: 12 },
				newMeter: { rounds: 5, medianMs: 2500, p95Ms: 2600 },
			},
		],
	});

	expect(text.split('\n')).toHaveLength(2);
	expect(text).toContain('40 × ok');
	expect(text).toContain('8 ms ok');
	expect(text).toContain('2,500 ms missed');
});
