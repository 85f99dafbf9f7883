import { expect, test } from 'vitest';
import { UsageError } from '../../scripts/start/options.ts';
import { readBenchOptions } from './options.ts';

test('by default it loads two million readings into the first database that works', () => {
	const options = readBenchOptions([]);

	expect(options).toEqual({
		help: false,
		database: undefined,
		only: undefined,
		channels: 58,
		months: 24,
		repeat: 40,
		meters: [100, 1000],
		nights: 3,
	});
	expect(options.channels * 730 * 48).toBeGreaterThan(2_000_000);
});

test('flags set them', () => {
	expect(
		readBenchOptions(['--database=postgresql', '--channels', '5', '--months=3', '--repeat', '7']),
	).toMatchObject({ database: 'postgresql', channels: 5, months: 3, repeat: 7 });
	expect(readBenchOptions(['--only=sync', '--meters', '100,10000', '--nights', '1'])).toMatchObject({
		only: 'sync',
		meters: [100, 10_000],
		nights: 1,
	});
	expect(readBenchOptions(['--only', 'growth', '--months', '6'])).toMatchObject({
		only: 'growth',
		months: 6,
	});
});

test.each([
	[['--database', 'mysql'], '--database is timescaledb, postgresql or given, not "mysql".'],
	[['--channels', '0'], '--channels is a whole number from 1 to 10000, not "0".'],
	[['--months', '2'], '--months is a whole number from 3 to 600, not "2".'],
	[['--repeat', '2.5'], '--repeat is a whole number from 1 to 1000, not "2.5".'],
	[['--only', 'queue'], '--only is ratios, sync, community, growth or alerts, not "queue".'],
	[['--meters', '100,many'], '--meters is a whole number from 1 to 100000, not "many".'],
	[['--repat', '2'], /Unknown option '--repat'/],
])('%j is refused with a sentence', (flags, sentence) => {
	expect(() => readBenchOptions(flags)).toThrow(UsageError);
	expect(() => readBenchOptions(flags)).toThrow(sentence);
});
