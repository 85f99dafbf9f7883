import { expect, test } from 'vitest';
import { OffPeakHoursError, parseOffPeakHours } from './off-peak-hours.ts';

const minutes = (hour: number, minute = 0) => hour * 60 + minute;

test.each([
	[
		'HC (23h00-7h30)',
		[
			[minutes(0), minutes(7, 30)],
			[minutes(23), minutes(24)],
		],
	],
	[
		'HC (0H54-6H54;11H54-13H54)',
		[
			[minutes(0, 54), minutes(6, 54)],
			[minutes(11, 54), minutes(13, 54)],
		],
	],
	[
		'HC (22H38-6H38)',
		[
			[minutes(0), minutes(6, 38)],
			[minutes(22, 38), minutes(24)],
		],
	],
	[
		'hc(22h30 - 6h30)',
		[
			[minutes(0), minutes(6, 30)],
			[minutes(22, 30), minutes(24)],
		],
	],
	[
		'22:00-06:00',
		[
			[minutes(0), minutes(6)],
			[minutes(22), minutes(24)],
		],
	],
	[
		'HC 1h-7h, 13h-15h',
		[
			[minutes(1), minutes(7)],
			[minutes(13), minutes(15)],
		],
	],
	[
		'HC (1H30-7H30/12H30-14H30)',
		[
			[minutes(1, 30), minutes(7, 30)],
			[minutes(12, 30), minutes(14, 30)],
		],
	],
	[
		'Heures creuses : 2h00–7h00 et 14h00–17h00',
		[
			[minutes(2), minutes(7)],
			[minutes(14), minutes(17)],
		],
	],
	['HC (0H00-24H00)', [[0, 1440]]],
	[
		'HC (22H00-0H00;0H00-6H00;)',
		[
			[minutes(0), minutes(6)],
			[minutes(22), minutes(24)],
		],
	],
	['HC (1H00-3H00;3H00-7H00)', [[minutes(1), minutes(7)]]],
])('%s', (text, spans) => {
	expect(parseOffPeakHours(text)).toEqual(spans.map(([from, to]) => ({ from, to })));
});

test.each([
	['', 'expected spans'],
	['HC', 'expected spans'],
	['HC ()', 'expected spans'],
	['HC (non communiqué)', 'is not a span'],
	['HC (22H38)', 'is not a span'],
	['HC (22H38-6H38) HP', 'expected spans'],
	['HC (25H00-6H00)', 'no clock shows'],
	['HC (22H60-6H00)', 'no clock shows'],
	['HC (24H00-6H00)', 'no clock shows'],
	['HC (6H00-6H00)', 'begins when it ends'],
	['HC (1H00-7H00;6H00-8H00)', 'overlap'],
	['HC (22H00-6H00;5H00-7H00)', 'overlap'],
	['HC (1H00-7H00;;13H00-15H00)', 'is not a span'],
])('%s is refused: %s', (text, problem) => {
	expect(() => parseOffPeakHours(text)).toThrow(OffPeakHoursError);
	expect(() => parseOffPeakHours(text)).toThrow(problem);
});
