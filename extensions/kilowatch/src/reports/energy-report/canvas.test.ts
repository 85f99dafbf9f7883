import { expect, test } from 'vitest';
import { hatching } from './canvas.ts';

test('hatching stays inside its box', () => {
	expect(hatching({ x: 10, y: 20, width: 4, height: 6 }, 3)).toEqual([
		[
			[10, 23],
			[13, 20],
		],
		[
			[10, 26],
			[14, 22],
		],
		[
			[13, 26],
			[14, 25],
		],
	]);
});
