import { weekdayOf } from '../calendar.ts';
import { hashText } from '../hash.ts';
import {
	drawing,
	heating,
	household,
	nightWaterHeater,
	photovoltaic,
	selfConsumption,
	sum,
} from './loads.ts';
import { plainMeterFacts, type LoadProfile, type Meter, type MeterContract } from './meter.ts';

type Facts = Partial<Meter> & Pick<Meter, 'pointId' | 'label'> & { holderName: [string, string, string] };

const seedOf = (pointId: string): number => hashText(pointId);

const home = (pointId: string, scale = 1): LoadProfile =>
	drawing(sum(household(scale), nightWaterHeater(1_400), heating(15, 90 * scale)), seedOf(pointId));

const roof = (pointId: string, peakW: number): LoadProfile => photovoltaic(peakW, seedOf(pointId));

/** Nothing on Tuesdays and Wednesdays. */
const withHoles =
	(load: LoadProfile): LoadProfile =>
	(hour) =>
		[2, 3].includes(weekdayOf(hour.dayNumber)) ? null : load(hour);

/**
 * The nine test clients of the operator's own sandbox, by the digit that selects each; clients 3 and 7 have several meters.
 * Names and addresses are made up.
 */
const clients: readonly (readonly Facts[])[] = [
	[{ pointId: '22516914714270', label: 'Client 0 – maison', holderName: ['Mme', 'Alix', 'Essai'] }],
	[
		{
			pointId: '11453290002823',
			label: 'Client 1 – appartement neuf',
			activatedOn: '2019-08-27',
			holderName: ['M.', 'Basile', 'Essai'],
		},
	],
	[
		{
			pointId: '32320647321714',
			label: 'Client 2 – courbe non activée',
			isCurveCollected: false,
			holderName: ['Mme', 'Carole', 'Essai'],
		},
	],
	[
		{ pointId: '12345678901234', label: 'Client 3 – consommation', holderName: ['M.', 'Denis', 'Essai'] },
		{
			pointId: '10284856584123',
			label: 'Client 3 – production',
			consumption: null,
			production: roof('10284856584123', 3_000),
			holderName: ['M.', 'Denis', 'Essai'],
		},
	],
	[
		{
			pointId: '42900589957123',
			label: 'Client 4 – mardis et mercredis absents',
			consumption: withHoles(home('42900589957123')),
			holderName: ['Mme', 'Edith', 'Essai'],
		},
	],
	[
		{
			pointId: '24880057139941',
			label: 'Client 5 – production seule',
			consumption: null,
			production: roof('24880057139941', 6_000),
			holderName: ['M.', 'Firmin', 'Essai'],
		},
	],
	[
		{
			pointId: '12655648759651',
			label: 'Client 6 – autoconsommation',
			...selfConsumption(home('12655648759651'), roof('12655648759651', 3_000)),
			holderName: ['Mme', 'Garance', 'Essai'],
		},
	],
	[
		{ pointId: '64975835695673', label: 'Client 7 – logement A', holderName: ['M.', 'Hector', 'Essai'] },
		{ pointId: '63695879465986', label: 'Client 7 – logement B', holderName: ['M.', 'Hector', 'Essai'] },
		{ pointId: '22315546958763', label: 'Client 7 – logement C', holderName: ['M.', 'Hector', 'Essai'] },
	],
	[
		{
			pointId: '26584978546985',
			label: 'Client 8 – consentement révoqué',
			isRevokedAtOnce: true,
			holderName: ['Mme', 'Inès', 'Essai'],
		},
	],
];

/** The meters of the test clients, with a load computed for any date. */
export const personaMeters = (): Meter[] =>
	clients.flatMap((meters, persona) =>
		meters.map(({ holderName, ...facts }) => ({
			activatedOn: '2016-04-11',
			...plainMeterFacts,
			consumption: home(facts.pointId, 0.8 + (seedOf(facts.pointId) % 5) / 10),
			persona,
			contract: contractOf(holderName, persona),
			...facts,
		})),
	);

const contractOf = ([title, firstName, lastName]: Facts['holderName'], persona: number): MeterContract => ({
	...plainMeterFacts.contract,
	subscribedPowerKva: 9,
	holder: { kind: 'person', title, firstName, lastName },
	address: {
		street: `${persona + 1} rue du Bac à Sable`,
		postalCode: '75000',
		city: 'PARIS',
		inseeCode: '75056',
	},
});
