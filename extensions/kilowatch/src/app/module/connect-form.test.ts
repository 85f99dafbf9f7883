import { expect, test } from 'vitest';
import type { ProviderName } from '../../shared/names.ts';
import { checkPointId, emptyForm, toRequest } from './connect-form.ts';

test('nothing is ticked for people', () => {
	expect(emptyForm('enedis').scopes).toEqual({ daily: false, load_curve: false, advice: false });
	expect(toRequest(emptyForm('enedis'))).toBeUndefined();
});

test.each<[ProviderName, string, string]>([
	['enedis', '', 'right'],
	['enedis', '22516914714270', 'right'],
	['enedis', '225 169 147 142 70', 'right'],
	['enedis', '2251691471', 'incomplete'],
	['enedis', '225169147142701', 'wrong'],
	['enedis', '2251691471427X', 'wrong'],
	['conso_api', '', 'incomplete'],
	['ores', '', 'incomplete'],
	['ores', '541448820070412345', 'wrong'],
	['file', '22516914714270', 'incomplete'],
])('%s with %j is %s', (provider, pointId, result) => {
	expect(checkPointId(provider, pointId)).toBe(result);
});

test('the request has only what was filled in', () => {
	const form = emptyForm('enedis');
	form.scopes.daily = true;

	expect(toRequest(form)).toEqual({ provider: 'enedis', scopes: ['daily'], personal: false });

	form.pointId = ' 22516914714270 ';
	form.label = ' Lift ';
	form.personal = true;
	form.scopes.advice = true;

	expect(toRequest(form)).toEqual({
		provider: 'enedis',
		scopes: ['daily', 'advice'],
		personal: true,
		point_id: '22516914714270',
		label: 'Lift',
	});
});

test('advice alone opens no reading', () => {
	const form = emptyForm('enedis');
	form.scopes.advice = true;

	expect(toRequest(form)).toBeUndefined();
});
