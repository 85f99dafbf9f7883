import { expect, test } from 'vitest';
import type { RawReading, ReadingsAnswer } from '../../shared/http-contract/readings.ts';
import { readingsJson } from './readings-json.ts';

const meta: ReadingsAnswer['meta'] = {
	resolution: 'raw',
	by: 'meter',
	metric: 'consumption',
	unit: 'Wh',
	timezone: 'Europe/Paris',
	from: '2026-01-01',
	to: '2026-01-02',
	next_cursor: null,
	gaps: [
		{ device: 'a', register: 'total', from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T01:00:00.000Z' },
	],
};

const row = (changed: Partial<RawReading>): RawReading => ({
	device: 'one',
	channel: 1,
	register: 'total',
	timestamp: '2026-01-01T00:00:00.000Z',
	duration_s: 1800,
	value: 1.5,
	quality: 'raw',
	source: 'operator',
	...changed,
});

test.each([
	['nothing', []],
	['one', [row({})]],
	[
		'whatever changes from row to row',
		[
			row({}),
			row({ timestamp: '2026-01-01T00:30:00.000Z', value: 0 }),
			row({ channel: 2 }),
			row({ channel: 2, device: 'two' }),
			row({ channel: 2, device: 'two', register: 'peak' }),
			row({ duration_s: 600 }),
			row({ quality: 'corrected' }),
			row({ source: 'file' }),
			row({ quality: 'corrected', source: 'push' }),
			row({ value: -0 }),
			row({ value: 1e21 }),
			row({ value: 5e-324 }),
			row({ device: 'a "quoted" one' }),
		],
	],
])('%s is written as JSON.stringify writes it', (_, data) => {
	expect(readingsJson({ data, meta })).toBe(JSON.stringify({ data, meta }));
});
