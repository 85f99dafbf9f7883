import { Hono } from 'hono';
import type { FaultStore } from '../faults.ts';
import { requireBearer } from './bearer.ts';
import { indexContext } from './index-context.ts';
import { answerMeasure } from './measure-body.ts';
import { measureKinds, type MeasureKind, type MeasurePoint } from './measure-kinds.ts';
import type { MeasureReader } from './measure-reader.ts';
import { readMeasureRequest, type MeasureParameters } from './measure-request.ts';
import { answerRefusal } from './refusal.ts';
import type { Tokens } from './tokens.ts';

export interface MeasuresOptions {
	read: MeasureReader;
	faults: FaultStore;
	tokens: Tokens;
}

interface Measure extends MeasureParameters {
	kindFor: (query: URLSearchParams) => MeasureKind<MeasurePoint>;
	/** the part of the answer that depends on the kind of measure */
	headFor: (query: URLSearchParams) => object;
	quantity: { grandeurPhysique: 'EA' | 'PA' | 'PMA'; unite: 'Wh' | 'W' | 'VA' };
}

const daily = (kind: MeasureKind<MeasurePoint>): Measure => ({
	further: {},
	allowsEmptyPeriod: true,
	kindFor: () => kind,
	headFor: () => ({ typeValeur: 'GLOBALE', modeCalcul: 'DIFF.INDEX', pas: 'P1D' }),
	quantity: { grandeurPhysique: 'EA', unite: 'Wh' },
});

const curve = (kind: MeasureKind<MeasurePoint>): Measure => ({
	further: {},
	allowsEmptyPeriod: false,
	kindFor: () => kind,
	headFor: () => ({ modeCalcul: 'MESURE' }),
	quantity: { grandeurPhysique: 'PA', unite: 'W' },
});

const measures: Readonly<Record<string, Measure>> = {
	'/consommation_quotidienne': daily(measureKinds.dailyConsumption),
	'/production_quotidienne': daily(measureKinds.dailyProduction),
	'/courbe_de_charge_consommation': curve(measureKinds.consumptionCurve),
	'/courbe_de_charge_production': curve(measureKinds.productionCurve),
	// What TOUT adds to PMA is not documented; both give PMA here.
	'/puissance_conso_max_quotidienne': {
		further: { mesuresPas: ['P1D', 'P1M'], grandeurPhysique: ['PMA', 'TOUT'] },
		allowsEmptyPeriod: true,
		kindFor: (query) =>
			query.get('mesuresPas') === 'P1M' ? measureKinds.maximumByMonth : measureKinds.maximumByDay,
		headFor: (query) => ({ modeCalcul: 'MESURE', pas: query.get('mesuresPas') }),
		quantity: { grandeurPhysique: 'PMA', unite: 'VA' },
	},
};

const indexes = {
	'/index_consommation': measureKinds.consumptionIndexes,
	'/index_production': measureKinds.productionIndexes,
};

const grandeurMetierOf = ({ direction }: Pick<MeasureKind<unknown>, 'direction'>): 'CONS' | 'PROD' =>
	direction === 'consumption' ? 'CONS' : 'PROD';

/** The measures of generation 2026, to be mounted on `/mesure_synchrone_auto/v2`. */
export function measureRoutes({ read, faults, tokens }: MeasuresOptions): Hono {
	const routes = new Hono();
	routes.onError(answerRefusal);

	for (const [path, measure] of Object.entries(measures))
		routes.get(path, requireBearer(tokens), (context) => {
			const query = new URL(context.req.url).searchParams;
			const request = readMeasureRequest(query, measure);
			const kind = measure.kindFor(query);
			const points = read(kind, request).map(({ label, value, stepMinutes }) => ({
				v: value === null ? null : String(value),
				d: label,
				...(stepMinutes === undefined ? {} : { p: `PT${stepMinutes}M`, n: 'B' }),
			}));

			return answerMeasure(
				context,
				{
					idPrm: request.pointId,
					etapeMetier: 'BRUT',
					periode: { dateDebut: request.startDate, dateFin: request.endDate },
					...measure.headFor(query),
					grandeur: [{ grandeurMetier: grandeurMetierOf(kind), ...measure.quantity, points, calendrier: [] }],
					contexte: [],
				},
				faults.of(request.pointId),
			);
		});

	for (const [path, kind] of Object.entries(indexes))
		routes.get(path, requireBearer(tokens), (context) => {
			const query = new URL(context.req.url).searchParams;
			const request = readMeasureRequest(query, { further: {}, allowsEmptyPeriod: true });

			return answerMeasure(
				context,
				{
					idPrm: request.pointId,
					periode: { dateDebut: request.startDate, dateFin: request.endDate },
					grandeur: [],
					contexte: [indexContext(read(kind, request), grandeurMetierOf(kind))],
				},
				faults.of(request.pointId),
			);
		});

	return routes;
}
