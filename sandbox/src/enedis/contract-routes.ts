import { Hono } from 'hono';
import { DateTime } from 'luxon';
import { ZONE } from '../calendar.ts';
import type { Meter } from '../meters/meter.ts';
import { requireBearer } from './bearer.ts';
import { answerRefusal, Refusal } from './refusal.ts';
import { requireShare, type SharedMetersOptions } from './require-share.ts';
import type { Tokens } from './tokens.ts';

export interface ContractOptions extends SharedMetersOptions {
	tokens: Tokens;
}

/** Generation 2026: one API a subject, the PRM in the path; as a query parameter it is outside the Swagger. */
const subjects: Readonly<Record<string, (meter: Meter) => object>> = {
	situation_contrat_auto: contractsOf,
	synth_contrat_auto: (meter) => ({
		segments: [
			...(meter.consumption ? [{ segment: 'C5' }] : []),
			...(meter.production ? [{ segment: 'P4' }] : []),
		],
		consumption_last_activation_date: meter.consumption ? instantOf(meter.activatedOn) : null,
		generation_last_activation_date: meter.production ? instantOf(meter.activatedOn) : null,
		last_subscribed_power_change_date: instantOf(meter.activatedOn),
		services_level: meter.isCurveCollected ? 'Communicant (ouvert aux services)' : 'Communicant',
	}),
	comptage_auto: ({ pointId, contract }) => ({
		dispositifComptage: { typeComptage: { code: 'AMM', libelle: 'Linky' } },
		compteurs: [{ numeroSerie: `0${pointId.slice(0, 11)}` }],
		relais: { plageHeuresCreuses: contract.offPeakHours },
	}),
	donnees_generales_auto: ({ contract: { address } }) => ({
		address: {
			staircase_floor_apartment: null,
			building: null,
			number_street_name: address.street,
			locality: null,
			postal_code_city: `${address.postalCode} ${address.city}`,
			insee_code: address.inseeCode,
		},
	}),
};

/** Contract and technical data of generation 2026, to be mounted on `/`. */
export function contractRoutes({ tokens, ...shared }: ContractOptions): Hono {
	const routes = new Hono();
	routes.onError(answerRefusal);

	for (const [subject, answer] of Object.entries(subjects)) {
		routes.get(`/${subject}/v1/:prm`, requireBearer(tokens), (context) => {
			const pointId = context.req.param('prm');
			if (!/^\d{14}$/.test(pointId) || new URL(context.req.url).search !== '') throw outsideSwagger();

			return context.json(answer(requireShare(shared, pointId)));
		});
		for (const path of [`/${subject}/v1`, `/${subject}/v1/`])
			routes.get(path, requireBearer(tokens), () => {
				throw outsideSwagger();
			});
	}
	// The documentation names this API and not what it answers.
	routes.get('/alimentation_auto/v1/:prm', requireBearer(tokens), () => {
		throw new Refusal(404, '404', 'Pas de donnée trouvée pour ce point', 'code');
	});

	return routes;
}

const outsideSwagger = (): Refusal =>
	new Refusal(500, 'STM-ERR-0000001', "Problème technique dans l'interrogation du SI coeur", 'code');

/** A point that draws and feeds in has two contracts; the one to feed in has no subscribed power. */
function contractsOf({ activatedOn, consumption, production, contract }: Meter): object[] {
	const { holder, address } = contract;
	const common = {
		contract_start: instantOf(activatedOn),
		contractor: 'Fournisseur du simulateur',
		person:
			holder.kind === 'person'
				? { title: holder.title, lastname: holder.lastName, firstname: holder.firstName }
				: null,
		organization:
			holder.kind === 'organization'
				? {
						name: holder.name,
						commercial_name: holder.name,
						business_code: '6832A',
						siret_number: holder.siret,
						siren_number: holder.siret.slice(0, 9),
					}
				: null,
		contact_data: { email: 'titulaire@example.org', landline: null, phone: '0600000000' },
		address: {
			line1: holder.kind === 'person' ? `${holder.firstName} ${holder.lastName}` : holder.name,
			line2: null,
			line3: null,
			line4: address.street,
			line5: null,
			line6: `${address.postalCode} ${address.city}`,
			line7: 'FRANCE',
		},
	};

	return [
		...(consumption
			? [
					{
						...common,
						contract_type: 'Contrat GRD-F',
						distribution_tariff: contract.distributionTariff,
						subscribed_power: { unit: 'kVA', value: contract.subscribedPowerKva },
						segment: 'C5',
					},
				]
			: []),
		...(production
			? [{ ...common, contract_type: 'Contrat GRD-A', distribution_tariff: null, segment: 'P4' }]
			: []),
	];
}

/** Midnight of a local date, the offset without colon: `2024-10-12T00:00:00+0200`. */
function instantOf(date: string): string {
	return DateTime.fromISO(date, { zone: ZONE }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZZ");
}
