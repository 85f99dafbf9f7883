import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

describe('settings', () => {
	it('have defaults, for empty variables too', () => {
		expect(readSettings({ PORT: '', HOME: '/root' })).toEqual({
			PORT: 8060,
			KILOWATCH_SANDBOX_REDIRECT_URI: 'http://127.0.0.1:8055/kilowatch/oauth/enedis/callback',
			KILOWATCH_SANDBOX_ORES_REDIRECT_URI: 'http://127.0.0.1:8055/kilowatch/oauth/ores/callback',
			KILOWATCH_SANDBOX_CLIENT_ID: 'sandbox-client',
			KILOWATCH_SANDBOX_CLIENT_SECRET: 'sandbox-secret',
			KILOWATCH_SANDBOX_SHIFT: 'weeks',
			KILOWATCH_SANDBOX_API: 'both',
			KILOWATCH_SANDBOX_PERSONAS: true,
			KILOWATCH_SANDBOX_EMPTY_LISTS: 1,
			KILOWATCH_SANDBOX_TOKEN_LIFE_AS_TEXT: false,
			KILOWATCH_SANDBOX_PERSONA_BY_STATE: false,
		});
	});

	it('read numbers and the shift', () => {
		expect(readSettings({ PORT: '9000', KILOWATCH_SANDBOX_SHIFT: '464' })).toMatchObject({
			PORT: 9000,
			KILOWATCH_SANDBOX_SHIFT: 464,
		});
		expect(readSettings({ KILOWATCH_SANDBOX_SHIFT: 'none' }).KILOWATCH_SANDBOX_SHIFT).toBe('none');
	});

	it.each([
		['PORT', 'high'],
		['PORT', '70000'],
		['KILOWATCH_SANDBOX_REDIRECT_URI', 'javascript:alert(1)'],
		['KILOWATCH_SANDBOX_NOW', '2026-11-23'],
		['KILOWATCH_SANDBOX_SHIFT', 'years'],
		['KILOWATCH_SANDBOX_API', 'v6'],
		['KILOWATCH_SANDBOX_PERSONAS', 'some'],
		['KILOWATCH_SANDBOX_EMPTY_LISTS', '-1'],
	])('refuse %s = %s by name', (name, value) => {
		expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name}: `));
	});
});
