import { expect, test } from 'vitest';
import type { Provider } from '../providers/provider.ts';
import { createPacer } from './pacer.ts';

test('each provider’s calls are spaced by its own setting, from every worker together', async () => {
	let at = 0;
	const waits: number[] = [];
	const pace = createPacer(
		{ enedis: 4 },
		() => new Date(at),
		(milliseconds) => {
			waits.push(milliseconds);

			return Promise.resolve();
		},
	);
	const provider = (name: string) => ({ rules: { name } }) as Provider;

	await Promise.all([pace(provider('enedis')), pace(provider('enedis')), pace(provider('enedis'))]);
	await Promise.all([pace(provider('ores')), pace(provider('ores'))]);
	expect(waits).toEqual([250, 500, 1000]);
	at = 10_000;
	await pace(provider('enedis'));
	expect(waits).toHaveLength(3);
});
