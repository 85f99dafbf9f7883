import { expect, test } from 'vitest';
import { z } from 'zod';
import { alertKey } from './alert-key.ts';

test('a key is a uuid, the same for the same, another for anything else', () => {
	const device = '0b0f7a52-3c40-4e2b-9d5e-0a5f7c1e0001';
	const key = alertKey(device, 'consumption', '2026-11-01');
	expect(z.uuid().safeParse(key).success).toBe(true);
	expect(alertKey(device, 'consumption', '2026-11-01')).toBe(key);
	const others = [
		alertKey(device, 'short-spike', '2026-11-01'),
		alertKey(device, 'consumption', '2026-11-02'),
		alertKey(device.replace('0001', '0002'), 'consumption', '2026-11-01'),
	];
	expect(new Set([key, ...others]).size).toBe(4);
});
