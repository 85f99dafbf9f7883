import { Hono } from 'hono';
import { dateOf, dayNumberOf, lastPublishedDay, todayOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import { dayCurve, dayEnergyWh, type LoadProfile, type Meter } from '../meters/meter.ts';
import { requireBearer } from './bearer.ts';
import { checkPeriod, readMeasureRequest, type MeasureLimits } from './measure-request.ts';
import { answerRefusal, Refusal } from './refusal.ts';
import type { Shares } from './shares.ts';
import type { Tokens } from './tokens.ts';

export interface MeasuresOptions {
	clock: Clock;
	meters: readonly Meter[];
	shares: Shares;
	tokens: Tokens;
}

interface Measure {
	path: string;
	limits: MeasureLimits;
	/** the part of the answer that depends on the kind of measure */
	head: object;
	quantity: { grandeurPhysique: string; unite: string };
	dayPoints: (load: LoadProfile, dayNumber: number) => object[];
}

const measures: readonly Measure[] = [
	{
		path: '/consommation_quotidienne',
		limits: { historyMonths: 36, maxDays: null, allowsEmptyPeriod: true },
		head: { typeValeur: 'GLOBALE', modeCalcul: 'DIFF.INDEX', pas: 'P1D' },
		quantity: { grandeurPhysique: 'EA', unite: 'Wh' },
		dayPoints: (load, dayNumber) => {
			const energyWh = dayEnergyWh(load, dayNumber);

			return energyWh === null ? [] : [{ v: String(energyWh), d: dateOf(dayNumber) }];
		},
	},
	{
		path: '/courbe_de_charge_consommation',
		limits: { historyMonths: 24, maxDays: 7, allowsEmptyPeriod: false },
		head: { modeCalcul: 'MESURE' },
		quantity: { grandeurPhysique: 'PA', unite: 'W' },
		dayPoints: (load, dayNumber) =>
			dayCurve(load, dayNumber).map(({ label, powerW }) => ({
				v: String(powerW),
				d: label,
				p: 'PT30M',
				n: 'B',
			})),
	},
];

/** The consumption measures, to be mounted on `/mesure_synchrone_auto/v2`. */
export function measureRoutes({ clock, meters, shares, tokens }: MeasuresOptions): Hono {
	const routes = new Hono();
	const meterByPoint = new Map(meters.map((meter) => [meter.pointId, meter]));
	routes.onError(answerRefusal);

	for (const { path, limits, head, quantity, dayPoints } of measures)
		routes.get(path, requireBearer(tokens), (context) => {
			const nowMs = clock.nowMs();
			const request = readMeasureRequest(new URL(context.req.url).searchParams, limits);
			const meter = meterByPoint.get(request.pointId);
			if (!meter || !shares.active(request.pointId, todayOf(nowMs)))
				throw new Refusal(
					403,
					'ADAM-DC-0008',
					'No consent can be found for this customer and this usage point.',
				);
			checkPeriod(request, limits, meter.activatedOn, nowMs);

			const firstDay = dayNumberOf(request.startDate);
			const lastDay = Math.min(dayNumberOf(request.endDate) - 1, lastPublishedDay(nowMs));
			const points = Array.from({ length: Math.max(0, lastDay - firstDay + 1) }, (_, index) =>
				dayPoints(meter.consumption ?? (() => null), firstDay + index),
			).flat();
			if (points.length === 0)
				throw new Refusal(404, 'no_data_found', 'no measure found for this usage point');

			return context.json({
				idPrm: request.pointId,
				etapeMetier: 'BRUT',
				periode: { dateDebut: request.startDate, dateFin: request.endDate },
				...head,
				grandeur: [{ grandeurMetier: 'CONS', ...quantity, points, calendrier: [] }],
				contexte: [],
			});
		});

	return routes;
}
