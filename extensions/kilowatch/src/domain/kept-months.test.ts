import { expect, test } from 'vitest';
import { keptMonths } from './kept-months.ts';

test('a natural person’s data is never kept longer than it may be, others’ as long as is set', () => {
	const long = { totals: 120, curve: 60 };

	expect(keptMonths(long, false)).toEqual(long);
	expect(keptMonths(long, true)).toEqual({ totals: 36, curve: 24 });
	expect(keptMonths({ totals: 12, curve: 30 }, true)).toEqual({ totals: 12, curve: 24 });
});
