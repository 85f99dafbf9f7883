import { expect, test } from 'vitest';
import { isEan, isPrm, maskPointId } from './point-id.ts';

test.each(['09775542606818', '22516914714270'])('%s is a PRM', (text) => {
	expect(isPrm(text)).toBe(true);
});

test.each(['9775542606818', '097755426068180', '0977554260681a', ' 09775542606818', ''])(
	'%j is no PRM',
	(text) => {
		expect(isPrm(text)).toBe(false);
	},
);

test.each([
	'541448820044186577',
	'541448800000000017',
	'541448800000000024',
	'541456000000000010',
	'541460900000000016',
	'541449000000000010',
	'541440010000000001',
])('%s is an EAN', (text) => {
	expect(isEan(text)).toBe(true);
});

test.each(['541448030003312345', '54144882004418657', '871448820044186577', ''])('%j is no EAN', (text) => {
	expect(isEan(text)).toBe(false);
});

test('a masked point id shows its last four digits, and how long it is', () => {
	expect(maskPointId('09775542606818')).toBe('••••••••••6818');
});
