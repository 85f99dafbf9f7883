import { describe, expect, test } from 'vitest';
import { translator } from '../locales/translate.ts';
import type { ChartContext } from './chart-config.ts';
import { chartData, chartOptions } from './chart-config.ts';
import { curveView, dayView } from './chart-view.ts';
import type { DaySlot } from './day-series.ts';

const tone = (name: string) => ({ line: name, fill: `${name} faint` });
const context: ChartContext = {
	colours: {
		tones: { consumption: tone('purple'), production: tone('green'), power: tone('orange') },
		limit: 'red',
		foreground: 'black',
		grid: 'silver',
		background: 'white',
		border: 'grey',
		fontFamily: 'Inter',
	},
	stripes: 'stripes',
	gapStripes: 'gap stripes',
	locale: 'en-US',
	timezone: 'Europe/Paris',
	partialText: 'incomplete',
};
const translate = translator('en-US');
const slots: DaySlot[] = [
	{ key: '2026-10-01', value: null, state: 'missing' },
	{ key: '2026-10-02', value: 0, state: 'known' },
	{ key: '2026-10-03', value: 500, state: 'partial' },
	{ key: '2026-10-04', value: null, state: 'missing' },
	{ key: '2026-10-05', value: null, state: 'missing' },
];
const period = { from: '2026-10-01', to: '2026-10-06' };

function annotationsOf(view: Parameters<typeof chartOptions>[0]): Readonly<Record<string, unknown>> {
	return (chartOptions(view, context).plugins?.annotation?.annotations ?? {}) as Record<string, unknown>;
}

describe('bars', () => {
	test('of missing days there is a band and no bar, of a zero a bar and no band', () => {
		const view = dayView(slots, period, { metric: 'production', translate });

		expect(chartData(view, context).datasets[0]?.data).toEqual([null, 0, 500, null, null]);
		expect(annotationsOf(view)).toMatchObject({
			gap0: { type: 'box', xMin: -0.5, xMax: 0.5, backgroundColor: 'gap stripes' },
			gap1: { type: 'box', xMin: 2.5, xMax: 4.5 },
		});
		expect(annotationsOf(view)).not.toHaveProperty('gap2');
	});

	test('incomplete days are hatched in the colour of their metric', () => {
		const view = dayView(slots, period, { metric: 'production', translate });

		expect(chartData(view, context).datasets[0]).toMatchObject({
			backgroundColor: ['green', 'green', 'stripes', 'green', 'green'],
			borderColor: 'green',
		});
	});

	test('a level is drawn, and the axis reaches up to it', () => {
		const view = dayView(slots, period, { metric: 'max_power', translate, subscribedPowerVa: 9_000 });

		expect(annotationsOf(view)).toMatchObject({ limit: { value: 9, borderColor: 'red' } });
		expect(chartOptions(view, context).scales?.y).toMatchObject({ suggestedMax: 9 });
	});
});

test('a gap of a curve reaches from the start of its first interval to the end of its last', () => {
	const startSeconds = 1_790_000_000 - (1_790_000_000 % 1800);
	const view = curveView(
		{
			stepSeconds: 1800,
			slots: [
				{ startSeconds, value: 100, state: 'known' },
				{ startSeconds: startSeconds + 1800, value: null, state: 'missing' },
				{ startSeconds: startSeconds + 3600, value: null, state: 'missing' },
			],
		},
		{ from: '2026-09-21', to: '2026-09-22', timezone: 'Europe/Paris' },
		{ metric: 'consumption', translate },
	);

	expect(annotationsOf(view)).toMatchObject({
		gap0: { xMin: (startSeconds + 1800) * 1000, xMax: (startSeconds + 5400) * 1000 },
	});
	expect(chartData(view, context).datasets[0]).toMatchObject({ borderColor: 'purple', spanGaps: false });
});
