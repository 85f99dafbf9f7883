import type { IndexReading } from '../meters/energy-index.ts';

interface IndexValue {
	/** `YYYY-MM-DD`; whether the operator adds a time is not known */
	d: string;
	/** Wh at the start of that day, a number unlike the values of other measures */
	v: number;
	iv: 0;
}

interface Register {
	id: string;
	title: string;
	code: string;
	valueOf: (reading: IndexReading) => number;
}

const totalRegister: Register = { id: 'BASE', title: 'Base', code: '1', valueOf: ({ totalWh }) => totalWh };
const offPeakRegisters: readonly Register[] = [
	{ id: 'HC', title: 'Heures Creuses', code: '1', valueOf: ({ offPeakWh }) => offPeakWh ?? 0 },
	{
		id: 'HP',
		title: 'Heures Pleines',
		code: '2',
		valueOf: ({ totalWh, offPeakWh }) => totalWh - (offPeakWh ?? 0),
	},
];

/** The part of an index answer that has the values: the supplier's calendar by price, and the register of all. */
export function indexContext(readings: readonly IndexReading[], grandeurMetier: 'CONS' | 'PROD'): object {
	const hasOffPeak = readings.some(({ offPeakWh }) => offPeakWh !== null);
	const valuesOf = ({ valueOf }: Register): IndexValue[] =>
		readings.map((reading) => ({ d: reading.label, v: valueOf(reading), iv: 0 }));

	return {
		etapeMetier: 'BRUT',
		contexteReleve: 'COL',
		typeReleve: 'AQ',
		grandeur: [
			{
				grandeurMetier,
				grandeurPhysique: 'EA',
				unite: 'Wh',
				points: [],
				calendrier: [
					{
						idCalendrier: hasOffPeak ? 'FC000002' : 'FC000001',
						libelleCalendrier: hasOffPeak ? 'Heures Pleines / Heures Creuses' : 'Base',
						classeTemporelle: (hasOffPeak ? offPeakRegisters : [totalRegister]).map((register) => ({
							idClasseTemporelle: register.id,
							libelleClasseTemporelle: register.title,
							codeCadran: register.code,
							valeur: valuesOf(register),
						})),
					},
				],
				cadranTotalisateur: { codeCadran: '0', valeur: valuesOf(totalRegister) },
			},
		],
	};
}
