import { expect, test } from 'vitest';
import { meterName } from './meter-name.ts';

test('a meter is its building and its label, and of a point id in it only the end', () => {
	const pointId = '22516914714270';

	expect(meterName({ building: 'Les Tilleuls', label: 'Lift', pointId })).toBe('Les Tilleuls, Lift');
	expect(meterName({ building: 'Les Tilleuls', label: null, pointId: null })).toBe('Les Tilleuls');
	expect(meterName({ building: 'Les  Tilleuls\n', label: `Flat ${pointId}`, pointId })).toBe(
		'Les Tilleuls, Flat ••••••••••4270',
	);
});
