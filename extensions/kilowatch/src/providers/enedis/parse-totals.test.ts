import { expect, test } from 'vitest';
import type { ProviderWindow } from '../provider.ts';
import { readMeasureBody } from './generation-2026/measure-body.ts';
import { parseTotals } from './parse-totals.ts';

/** through the body that the points come in */
const parseDaily = (text: string, asked: ProviderWindow) => parseTotals(readMeasureBody(text, asked), asked);

const window: ProviderWindow = {
	measure: 'daily',
	pointId: '99999999999991',
	from: '2026-09-29',
	to: '2026-10-02',
};

type Point = Record<string, unknown>;

function body(
	points: Point[],
	changes: Record<string, unknown> = {},
	quantity: Record<string, unknown> = {},
) {
	return JSON.stringify({
		idPrm: '99999999999991',
		etapeMetier: 'BRUT',
		periode: { dateDebut: '2026-09-29', dateFin: '2026-10-02' },
		modeCalcul: 'DIFF.INDEX',
		pas: 'P1D',
		typeValeur: 'GLOBALE',
		grandeur: [
			{ grandeurMetier: 'CONS', grandeurPhysique: 'EA', unite: 'Wh', points, calendrier: [], ...quantity },
		],
		contexte: [],
		...changes,
	});
}

const fails = (text: string, code: string) => {
	expect(() => parseDaily(text, window)).toThrow(expect.objectContaining({ code }) as Error);
};

test('days in Wh, by date; zero is a value, null is a hole, a fraction is kept', () => {
	const text = body([
		{ v: '0', d: '2026-10-01' },
		{ v: null, d: '2026-09-30' },
		{ v: '33495.5', d: '2026-09-29' },
	]);
	expect(parseDaily(text, window)).toEqual([
		{ date: '2026-09-29', value: 33_495.5 },
		{ date: '2026-10-01', value: 0 },
	]);
});

test('equal repeats are one day', () => {
	const day = { v: '7', d: '2026-09-30' };
	expect(parseDaily(body([day, day]), window)).toEqual([{ date: '2026-09-30', value: 7 }]);
});

test('different totals of one day are not understood', () => {
	fails(
		body([
			{ v: '7', d: '2026-09-30' },
			{ v: '8', d: '2026-09-30' },
		]),
		'conflicting_points',
	);
});

test('a day sent with its total and without has it', () => {
	const sent = { v: '8', d: '2026-09-30' };
	const empty = { ...sent, v: null };
	for (const points of [
		[empty, sent],
		[sent, empty],
	]) {
		expect(parseDaily(body(points), window)).toEqual([{ date: '2026-09-30', value: 8 }]);
	}
});

test.each(['2026-09-28', '2026-10-02'])('%s was not asked for', (d) => {
	fails(body([{ v: '1', d }]), 'outside_window');
});

test.each(['2026-9-30', '2026-02-30', '2026-09-30 00:00:00', '30/09/2026'])('%s is no date', (d) => {
	fails(body([{ v: '1', d }]), 'unreadable_label');
});

test.each([
	['a number as value', body([{ v: 7, d: '2026-09-30' }])],
	['no value', body([{ d: '2026-09-30' }])],
	['an empty value', body([{ v: '', d: '2026-09-30' }])],
	['a decimal comma', body([{ v: '1,5', d: '2026-09-30' }])],
	['an infinite value', body([{ v: 'Infinity', d: '2026-09-30' }])],
	['no date', body([{ v: '1' }])],
	['kilowatt-hours', body([], {}, { unite: 'kWh' })],
	['power', body([], {}, { unite: 'W', grandeurPhysique: 'PA' })],
	['production', body([], {}, { grandeurMetier: 'PROD' })],
	['months', body([], { pas: 'P1M' })],
	['an unknown stage', body([], { etapeMetier: 'MIEUX' })],
	['no quantities', body([], { grandeur: undefined })],
	['two quantities', body([], { grandeur: [{}, {}] })],
	['the generation before', JSON.stringify({ meter_reading: { interval_reading: [] } })],
	['an error in a success', JSON.stringify({ error: 'no_data_found' })],
	['null', 'null'],
])('%s is not understood', (_, text) => {
	fails(text, 'unexpected_body');
});

test.each(['', '<html></html>', 'Internal Server error'])('%j is not JSON', (text) => {
	fails(text, 'unreadable_body');
});

test('another meter’s answer is not taken', () => {
	fails(body([{ v: '1', d: '2026-09-30' }], { idPrm: '99999999999992' }), 'other_point');
});

test('a failure names the field and no value', () => {
	expect(() => parseDaily(body([{ v: '33x495', d: '2026-09-30' }]), window)).toThrow(
		'Enedis answered in a form we do not know: grandeur.0.points.0.v',
	);
});

test('nothing is nothing, not a failure of form', () => {
	expect(parseDaily(body([]), window)).toEqual([]);
	expect(parseDaily(body([], { grandeur: [] }), window)).toEqual([]);
});
