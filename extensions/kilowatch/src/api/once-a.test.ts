import { expect, test } from 'vitest';
import { onceA } from './once-a.ts';

test('who asks meanwhile gets the same answer; a failure is not kept', async () => {
	let moment = 0;
	let asked = 0;
	let fails = true;
	const ask = onceA(
		60,
		() => new Date(moment),
		() => {
			asked += 1;

			return fails ? Promise.reject(new Error('away')) : Promise.resolve(asked);
		},
	);

	await expect(ask()).rejects.toThrow('away');
	fails = false;
	expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
	moment = 59;
	expect(await ask()).toBe(2);
	moment = 60;
	expect(await ask()).toBe(3);
});
