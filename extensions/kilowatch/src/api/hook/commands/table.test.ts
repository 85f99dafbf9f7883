import { expect, test } from 'vitest';
import { tableLines } from './table.ts';

test('columns are as wide as their widest cell', () => {
	expect(
		tableLines(
			['state', 'building'],
			[
				['active', 'Les Tilleuls'],
				['expiring', ''],
			],
		),
	).toEqual(['state     building', '--------  ------------', 'active    Les Tilleuls', 'expiring']);
});
