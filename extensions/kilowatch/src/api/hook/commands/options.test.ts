import { describe, expect, test } from 'vitest';
import { CommandRefused } from './command.ts';
import {
	backfillOptions,
	consentsOptions,
	importArguments,
	readOptions,
	readRoleOptions,
	syncOptions,
} from './options.ts';

const device = '7c0f6d0e-9a1a-4b61-8f6c-1f2a3b4c5d6e';

describe('the options of a command', () => {
	test('say what is meant where nothing is given', () => {
		expect(readOptions(syncOptions, { wait: true })).toEqual({ wait: true, work: false });
		expect(readOptions(backfillOptions, {})).toEqual({ wait: true, work: false, dryRun: false });
		expect(readOptions(consentsOptions, {})).toEqual({ json: false, full: false });
		expect(readOptions(importArguments, { device, file: 'x.csv' })).toEqual({
			device,
			file: 'x.csv',
			dryRun: false,
			json: false,
		});
	});

	test('are read as what they are', () => {
		expect(
			readOptions(syncOptions, { device: [device], from: '2026-01-31', to: '2026-02-01', wait: false }),
		).toMatchObject({ device: [device], from: '2026-01-31', to: '2026-02-01', wait: false });
		expect(readOptions(backfillOptions, { months: '6', dryRun: true })).toMatchObject({
			months: 6,
			dryRun: true,
		});
		expect(readOptions(consentsOptions, { expiring: '30' })).toMatchObject({ expiring: 30 });
	});

	test.each([
		[
			syncOptions,
			{ device: ['1'] },
			'--device must be the id of a meter, as its page in the Studio shows it',
		],
		[syncOptions, { from: '2026-02-30', to: '2026-03-02' }, '--from must be a date, YYYY-MM-DD'],
		[syncOptions, { from: '2026-02-01' }, '--from and --to go together; --to is not included'],
		[syncOptions, { from: '2026-02-01', to: '2026-02-01' }, '--from must be before --to'],
		[
			syncOptions,
			{ wait: false, work: true },
			'--work and --no-wait exclude each other: who works the runs off sees them end',
		],
		[backfillOptions, { months: '1.5' }, '--months must be a whole number'],
		[backfillOptions, { months: '0' }, '--months must be from 1 to 1200'],
		[backfillOptions, { months: '' }, '--months must be a whole number'],
		[consentsOptions, { expiring: '-3' }, '--expiring must be a whole number'],
		[readRoleOptions, {}, '--name must name the role'],
		[readRoleOptions, { name: 'é'.repeat(32) }, '--name must be 1 to 63 bytes'],
		[readRoleOptions, { name: 'PG_monitor' }, '--name is a name of PostgreSQL’s own'],
		[
			readRoleOptions,
			{ name: 'bi', revoke: true, personalDays: true },
			'--revoke takes everything back; it goes with --name and --print alone',
		],
	])('%#: a mistake is a sentence that names its option', (schema, given, sentence) => {
		expect(() => readOptions(schema, given)).toThrow(new CommandRefused(sentence));
	});

	test('an argument is named as the help names it', () => {
		expect(() => readOptions(importArguments, { device: '1', file: 'x.csv' }, ['device', 'file'])).toThrow(
			new CommandRefused('<device> must be the id of a meter, as its page in the Studio shows it'),
		);
	});
});
