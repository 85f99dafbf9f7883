import type { Measure } from '../../provider.ts';
import type { Generation } from '../generation.ts';
import { readContract } from './contract.ts';
import { readMeasureBody } from './measure-body.ts';

const paths: Readonly<Record<Measure, `/${string}`>> = {
	daily: '/mesure_synchrone_auto/v2/consommation_quotidienne',
	load_curve: '/mesure_synchrone_auto/v2/courbe_de_charge_consommation',
	max_power: '/mesure_synchrone_auto/v2/puissance_conso_max_quotidienne',
	daily_production: '/mesure_synchrone_auto/v2/production_quotidienne',
	production_load_curve: '/mesure_synchrone_auto/v2/courbe_de_charge_production',
};

/** Required by the path of the maximum: a value a day, of the apparent power alone. */
const dailyMaximum = { mesuresPas: 'P1D', grandeurPhysique: 'PMA' };

/** Enedis Data Connect of 2026: consent page v2, `mesure_synchrone_auto` v2, contract data in three APIs. */
export const generation2026: Generation = {
	apis: [
		'subscribed_services',
		'mesure_synchrone_auto',
		'situation_contrat_auto',
		'synth_contrat_auto',
		'comptage_auto',
	],
	callsPerHour: 1_000,
	consentPath: '/dataconnect/v2/oauth2/authorize',
	measurePaths: paths,
	windowRequest: ({ measure, pointId, from, to }) => ({
		path: paths[measure],
		about: pointId,
		query: {
			pointId,
			dateDebut: from,
			dateFin: to,
			...(measure === 'max_power' ? dailyMaximum : {}),
		},
	}),
	readPoints: readMeasureBody,
	readContract,
};
