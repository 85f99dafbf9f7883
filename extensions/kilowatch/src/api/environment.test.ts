import { describe, expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

const key = 'ab'.repeat(32);

describe('readEnvironment', () => {
	test('has a default for everything', () => {
		const { environment, mistakes } = readEnvironment({});

		expect(mistakes).toEqual([]);
		expect(environment).toMatchObject({
			KILOWATCH_SYNC_CRON: '0 2 * * *',
			KILOWATCH_TIMEZONE: 'Europe/Paris',
			KILOWATCH_WORKERS: 2,
			KILOWATCH_READINGS_MONTHS: 24,
			KILOWATCH_DAILY_MONTHS: 36,
			KILOWATCH_AUDIT_MONTHS: 36,
			KILOWATCH_SCOPE: 'all',
			KILOWATCH_AUTO_MIGRATE: true,
		});
		expect(environment.IOT_ENCRYPTION_KEY).toBeUndefined();
		expect(environment.LINKY_ENEDIS_CLIENT_ID).toBeUndefined();
		// Nobody is told where buildings stand unasked.
		expect(environment.KILOWATCH_OPEN_METEO_URL).toBeUndefined();
		expect(environment.KILOWATCH_ENEDIS_API_URL.href).toBe('https://gw.ext.prod.api.enedis.fr/');
	});

	test('wants back the text that Directus has cast', () => {
		const { environment, mistakes } = readEnvironment({
			LINKY_ENEDIS_CLIENT_ID: 12345,
			LINKY_ENEDIS_CLIENT_SECRET: ['a', 'b'],
			KILOWATCH_SYNC_CRON: ['0 2', '14 * * *'],
			KILOWATCH_AUTO_MIGRATE: false,
			KILOWATCH_WORKERS: '4',
			IOT_ENCRYPTION_KEY: key,
		});

		expect(mistakes).toEqual([]);
		expect(environment).toMatchObject({
			LINKY_ENEDIS_CLIENT_ID: '12345',
			LINKY_ENEDIS_CLIENT_SECRET: 'a,b',
			KILOWATCH_SYNC_CRON: '0 2,14 * * *',
			KILOWATCH_AUTO_MIGRATE: false,
			KILOWATCH_WORKERS: 4,
		});
		expect(environment.IOT_ENCRYPTION_KEY?.bytes.toString('hex')).toBe(key);
	});

	test.each([
		['KILOWATCH_ENEDIS_API_URL', 'enedis', 'must be an absolute URL; its default is used'],
		[
			'KILOWATCH_OPEN_METEO_URL',
			'http://weather.example.org',
			'must be an absolute https URL; its default is used',
		],
		[
			'IOT_ENCRYPTION_KEY',
			'ab'.repeat(31),
			'must be 32 bytes, as base64 or 64 hex characters; its default is used',
		],
		['KILOWATCH_SYNC_CRON', 'at two', 'must be a cron expression such as 0 2 * * *; its default is used'],
		['KILOWATCH_TIMEZONE', 'Europe/Lutece', 'must be a time zone such as Europe/Paris; its default is used'],
		['KILOWATCH_WORKERS', '-1', 'must be at least 0; its default is used'],
		['KILOWATCH_READINGS_MONTHS', 'two', 'must be a whole number; its default is used'],
	])('names a mistaken %s, and repeats no value', (name, value, sentence) => {
		const { environment, mistakes } = readEnvironment({ [name]: value, KILOWATCH_DAILY_MONTHS: 12 });

		expect(mistakes).toEqual([`${name} ${sentence}`]);
		expect(environment.KILOWATCH_DAILY_MONTHS).toBe(12);
		const variable = name as keyof typeof environment;
		expect(environment[variable]).toEqual(readEnvironment({}).environment[variable]);
	});

	test('fails closed where the default would open', () => {
		const { environment, mistakes } = readEnvironment({
			KILOWATCH_SCOPE: 'asigned',
			KILOWATCH_AUTO_MIGRATE: 'no',
		});

		expect(environment).toMatchObject({ KILOWATCH_SCOPE: 'assigned', KILOWATCH_AUTO_MIGRATE: false });
		expect(mistakes).toEqual([
			'KILOWATCH_SCOPE must be all or assigned; "assigned" is used',
			'KILOWATCH_AUTO_MIGRATE must be true or false; false is used',
		]);
	});
});
