import { expect, test } from 'vitest';
import { forgetInText, forgetNames } from './forget-names.ts';

const device = '6b1f7a52-3c40-4e2b-9d5e-0a5f7c1e0009';
const nobody = '00000000-0000-0000-0000-000000000000';
const names = [device, '22516914714270'];

test('in lists the names are left out, and the objects that name them', () => {
	expect(
		forgetNames(
			{
				city: 'Lyon',
				devices: [device, 'b'],
				update: [{ id: device, label: 'Hers' }, { id: 'b' }],
				create: [{ point_id: '22516914714270', label: 'Hers' }],
			},
			names,
		),
	).toEqual({ city: 'Lyon', devices: ['b'], update: [{ id: 'b' }], create: [] });
});

test('elsewhere a name becomes one that nobody has, and the rest stays', () => {
	expect(forgetNames({ _and: [{ channel: { device: { _eq: device } } }] }, names)).toEqual({
		_and: [{ channel: { device: { _eq: nobody } } }],
	});
	expect(forgetNames({ point: 22516914714270, [`of ${device}`]: [1, null, true] }, names)).toEqual({
		point: 'erased',
		[`of ${nobody}`]: [1, null, true],
	});
	expect(forgetInText(`/content/iot_devices/${device}`, names)).toBe(`/content/iot_devices/${nobody}`);
	expect(forgetInText('The point 22516914714270 is silent', names)).toBe('The point erased is silent');
});
