import { hashText } from '../hash.ts';
import {
	all,
	commonLighting,
	cooling,
	darkness,
	drawing,
	heating,
	hours,
	household,
	nightWaterHeater,
	photovoltaic,
	residentialLift,
	schoolDays,
	selfConsumption,
	steady,
	sum,
	weekdays,
	when,
	workdays,
	type Load,
} from './loads.ts';
import { plainMeterFacts, type Meter, type MeterContract } from './meter.ts';
import type { Moment } from './moment.ts';
import { pointIdFor } from './point-id.ts';

interface BuiltInMeter
	extends
		Partial<Pick<Meter, 'curveStepMinutes' | 'isCurveCollected'>>,
		Partial<Pick<MeterContract, 'offPeakHours'>> {
	/** what follows the building's name; absent = the building's only or main meter */
	part?: string;
	activatedOn: string;
	subscribedPowerKva: number;
	/** what is drawn, if anything */
	load?: Load;
	/** installed power of a roof that feeds in; with a load on the same meter only the surplus */
	roofPeakW?: number;
}

interface Building {
	name: string;
	holder: { name: string; siret: string };
	address: MeterContract['address'];
	meters: readonly BuiltInMeter[];
}

/** A roof's whole output; the meter of an owner who sells it all. */
const roof = (activatedOn: string, roofPeakW: number): BuiltInMeter => ({
	part: 'toiture photovoltaïque',
	activatedOn,
	subscribedPowerKva: 36,
	roofPeakW,
});

const lift = (activatedOn: string, motorW: number): BuiltInMeter => ({
	part: 'ascenseur',
	activatedOn,
	subscribedPowerKva: 6,
	load: residentialLift(motorW),
});

const address = (
	street: string,
	postalCode: string,
	city: string,
	inseeCode: string,
): Building['address'] => ({
	street,
	postalCode,
	city,
	inseeCode,
});

/** Lessons end at noon on Wednesdays. */
const lessons = (moment: Moment): boolean =>
	moment.isSchoolDay && hours(8, moment.weekday === 3 ? 12 : 17)(moment);

/** A load that is so many times higher in the months when guests come. */
const inSeason =
	(factor: number, load: Load): Load =>
	(moment) =>
		load(moment) * ([1, 2, 7, 8, 12].includes(moment.month) ? factor : 1);

/** All meters stay below the 36 kVA up to which the operator's API serves one. */
const buildings: readonly Building[] = [
	{
		name: 'Résidence Les Tilleuls',
		holder: { name: 'SDC Les Tilleuls', siret: '00000000100017' },
		address: address('12 rue des Tilleuls', '69003', 'LYON', '69383'),
		meters: [
			{
				part: 'parties communes',
				activatedOn: '2018-03-14',
				subscribedPowerKva: 12,
				load: sum(
					steady(900),
					when(hours(7, 22), steady(450), steady(60)),
					commonLighting(1_250),
					heating(15, 25),
				),
			},
			lift('2018-03-14', 2_800),
			{
				part: 'chaufferie',
				activatedOn: '2018-10-01',
				subscribedPowerKva: 9,
				// Pumps and burners of a gas boiler: they run on for hot water in summer.
				load: sum(steady(620), when(hours(5, 23), heating(17, 95), heating(17, 40))),
			},
		],
	},
	{
		name: 'Résidence Bellevue',
		holder: { name: 'SDC Bellevue', siret: '00000000200015' },
		address: address('5 chemin de Bellevue', '38000', 'GRENOBLE', '38185'),
		meters: [
			{
				part: 'chauffage électrique',
				activatedOn: '2017-10-02',
				subscribedPowerKva: 36,
				offPeakHours: 'HC (22H38-6H38)',
				load: sum(
					steady(2_200),
					nightWaterHeater(6_100),
					steady(400),
					when(hours(6, 9), steady(2_400)),
					when(hours(18, 22), steady(2_400)),
					heating(16, 780),
				),
			},
			{
				part: 'parties communes',
				activatedOn: '2017-10-02',
				subscribedPowerKva: 6,
				load: sum(steady(240), commonLighting(700)),
			},
			lift('2017-10-02', 2_200),
		],
	},
	{
		name: 'Bureaux Quai Ouest',
		holder: { name: 'SCI Quai Ouest', siret: '00000000300013' },
		address: address('27 quai de la Fosse', '44000', 'NANTES', '44109'),
		meters: [
			{
				activatedOn: '2019-01-21',
				subscribedPowerKva: 36,
				load: when(
					all(workdays, hours(8, 19)),
					sum(steady(13_500), heating(14, 260), cooling(22, 620)),
					sum(steady(2_600), heating(14, 65), cooling(22, 155)),
				),
			},
			{
				part: 'climatisation',
				activatedOn: '2022-04-04',
				subscribedPowerKva: 24,
				curveStepMinutes: 10,
				load: sum(
					steady(380),
					when(all(workdays, hours(7, 19)), sum(steady(1_800), cooling(20, 950), heating(12, 380))),
				),
			},
			roof('2022-06-15', 30_000),
		],
	},
	{
		name: 'École Jules-Ferry',
		holder: { name: 'Commune de Dijon', siret: '00000000400011' },
		address: address('3 place de la République', '21000', 'DIJON', '21231'),
		meters: [
			{
				activatedOn: '2020-08-31',
				subscribedPowerKva: 24,
				load: when(lessons, sum(steady(7_800), heating(15, 210)), steady(1_100)),
			},
			{
				part: 'cantine',
				activatedOn: '2020-08-31',
				subscribedPowerKva: 36,
				load: sum(
					steady(900),
					when(all(schoolDays, weekdays(1, 2, 4, 5), hours(8, 11)), steady(9_000)),
					when(all(schoolDays, weekdays(1, 2, 4, 5), hours(11, 15)), steady(15_500)),
				),
			},
		],
	},
	{
		name: 'Boulangerie du Marché',
		holder: { name: 'Boulangerie du Marché SARL', siret: '00000000500018' },
		address: address('8 place du Marché', '37000', 'TOURS', '37261'),
		meters: [
			{
				activatedOn: '2021-05-17',
				subscribedPowerKva: 30,
				load: when(
					weekdays(1),
					steady(1_400),
					sum(
						steady(1_800),
						when(hours(3, 11), steady(16_000)),
						when(hours(15, 18), steady(7_500)),
						when(hours(7, 20), steady(1_200)),
					),
				),
			},
			{
				part: 'chambres froides',
				activatedOn: '2021-05-17',
				subscribedPowerKva: 6,
				load: sum(steady(950), cooling(10, 55), when(hours(6, 12), steady(300))),
			},
		],
	},
	{
		name: 'Parking Gare',
		holder: { name: 'Régie des stationnements', siret: '00000000600016' },
		address: address('1 place de la Gare', '59000', 'LILLE', '59350'),
		meters: [
			{
				// In service for a short time only: history ends at the activation, not at the operator's floor.
				part: 'bornes et ventilation',
				activatedOn: '2025-09-01',
				subscribedPowerKva: 24,
				load: sum(
					steady(350),
					when(hours(19, 24), steady(9_000), when(hours(0, 4), steady(5_000), steady(900))),
					when(all(workdays, hours(7, 20)), steady(3_200), steady(800)),
				),
			},
			{
				part: 'éclairage',
				activatedOn: '2019-11-04',
				subscribedPowerKva: 9,
				load: sum(steady(1_900), when(hours(6, 23), steady(2_600)), when(darkness, steady(700))),
			},
		],
	},
	{
		name: 'Piscine des Remparts',
		holder: { name: 'Communauté de communes des Remparts', siret: '00000000700014' },
		address: address('2 allée des Remparts', '11000', 'CARCASSONNE', '11069'),
		meters: [
			{
				part: 'bassin',
				activatedOn: '2016-05-09',
				subscribedPowerKva: 36,
				curveStepMinutes: 15,
				load: sum(steady(4_800), when(hours(9, 21), sum(steady(6_500), heating(20, 320)), heating(18, 210))),
			},
			{
				part: 'filtration',
				activatedOn: '2016-05-09',
				subscribedPowerKva: 18,
				load: sum(steady(6_200), when(hours(8, 22), steady(3_400))),
			},
			roof('2023-03-20', 27_000),
		],
	},
	{
		name: 'Hôtel du Lac',
		holder: { name: 'Hôtel du Lac SAS', siret: '00000000800012' },
		address: address('41 quai du Lac', '74000', 'ANNECY', '74010'),
		meters: [
			{
				part: 'chambres',
				activatedOn: '2019-06-11',
				subscribedPowerKva: 36,
				offPeakHours: 'HC (1H30-7H30;12H30-14H30)',
				load: inSeason(1.4, sum(household(6), nightWaterHeater(4_500), heating(16, 330))),
			},
			{
				part: 'cuisine',
				activatedOn: '2019-06-11',
				subscribedPowerKva: 24,
				load: inSeason(
					1.25,
					sum(
						steady(1_300),
						when(hours(6, 10), steady(4_200)),
						when(hours(11, 14), steady(6_800)),
						when(hours(18, 22), steady(8_200)),
					),
				),
			},
		],
	},
	{
		name: 'Supérette Saint-Martin',
		holder: { name: 'Saint-Martin Distribution SARL', siret: '00000000900010' },
		address: address('15 rue Saint-Martin', '14000', 'CAEN', '14118'),
		meters: [
			{
				part: 'magasin',
				activatedOn: '2018-09-03',
				subscribedPowerKva: 24,
				load: sum(
					steady(1_500),
					when(all(weekdays(1, 2, 3, 4, 5, 6), hours(7, 21)), sum(steady(7_200), cooling(23, 380))),
					when(all(weekdays(7), hours(8, 13)), steady(6_800)),
				),
			},
			{
				part: 'froid',
				activatedOn: '2018-09-03',
				subscribedPowerKva: 24,
				curveStepMinutes: 60,
				load: sum(steady(6_400), cooling(8, 260), when(hours(8, 21), steady(1_200))),
			},
		],
	},
	{
		name: 'Résidence Les Érables',
		holder: { name: 'SDC Les Érables', siret: '00000001000019' },
		address: address('30 avenue des Érables', '35000', 'RENNES', '35238'),
		meters: [
			{
				part: 'parties communes',
				activatedOn: '2017-02-20',
				subscribedPowerKva: 9,
				load: sum(steady(520), commonLighting(1_600)),
			},
			lift('2017-02-20', 3_400),
			{
				// The syndic has not switched on its curve: only days come.
				part: 'ventilation',
				activatedOn: '2017-02-20',
				subscribedPowerKva: 6,
				isCurveCollected: false,
				load: sum(steady(1_150), when(hours(11, 14), steady(450)), when(hours(18, 22), steady(600))),
			},
		],
	},
	{
		name: 'Copropriété Belle Rive',
		holder: { name: 'SDC Belle Rive', siret: '00000001100017' },
		address: address('6 rue de la Rive', '67000', 'STRASBOURG', '67482'),
		meters: [
			{
				// Uses its roof's output first, and feeds the rest in.
				part: 'parties communes',
				activatedOn: '2021-11-29',
				subscribedPowerKva: 12,
				load: sum(steady(850), when(hours(7, 22), steady(500)), commonLighting(1_100)),
				roofPeakW: 9_000,
			},
			{
				part: 'pompe à chaleur',
				activatedOn: '2021-11-29',
				subscribedPowerKva: 36,
				load: sum(steady(700), heating(17, 520), when(hours(4, 7), steady(3_600)), cooling(24, 210)),
			},
			lift('2021-11-29', 2_600),
		],
	},
	{
		name: 'Mairie de Saint-Aubin',
		holder: { name: 'Commune de Saint-Aubin', siret: '00000001200015' },
		address: address("1 place de l'Église", '39410', 'SAINT-AUBIN', '39476'),
		meters: [
			{
				part: 'bureaux',
				activatedOn: '2018-06-18',
				subscribedPowerKva: 18,
				load: sum(steady(620), when(all(workdays, hours(8, 18)), sum(steady(3_600), heating(15, 240)))),
			},
			{
				part: 'salle des fêtes',
				activatedOn: '2018-06-18',
				subscribedPowerKva: 24,
				load: sum(
					steady(280),
					heating(8, 120),
					when(all(weekdays(6), hours(14, 24)), sum(steady(7_500), heating(16, 420))),
					when(all(weekdays(7), hours(11, 18)), sum(steady(5_200), heating(16, 420))),
				),
			},
		],
	},
];

/** Twelve buildings with thirty meters, with a load computed for any date: the same values at every start. */
export const builtInMeters = (): Meter[] =>
	buildings
		.flatMap((building) => building.meters.map((meter) => ({ building, meter })))
		.map(({ building, meter }, index) => {
			const label = meter.part === undefined ? building.name : `${building.name} – ${meter.part}`;

			return {
				pointId: pointIdFor(label, index === 0),
				label,
				activatedOn: meter.activatedOn,
				...plainMeterFacts,
				curveStepMinutes: meter.curveStepMinutes ?? plainMeterFacts.curveStepMinutes,
				isCurveCollected: meter.isCurveCollected ?? true,
				...directionsOf(meter, hashText(label)),
				contract: {
					subscribedPowerKva: meter.subscribedPowerKva,
					distributionTariff:
						meter.offPeakHours === undefined
							? plainMeterFacts.contract.distributionTariff
							: 'Tarif BT<=36kVA Moyenne Utilisation à différenciation temporelle',
					offPeakHours: meter.offPeakHours ?? null,
					holder: { kind: 'organization', ...building.holder },
					address: building.address,
				},
			};
		});

function directionsOf(
	{ load, roofPeakW }: BuiltInMeter,
	seed: number,
): Pick<Meter, 'consumption' | 'production'> {
	const consumption = load ? drawing(load, seed) : null;
	const production = roofPeakW === undefined ? null : photovoltaic(roofPeakW, seed);

	return consumption && production ? selfConsumption(consumption, production) : { consumption, production };
}
