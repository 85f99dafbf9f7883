import { Hono } from 'hono';
import { todayOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import { requireBearer } from './bearer.ts';
import { answerMeasure } from './measure-body.ts';
import { measureKinds, type MeasureKind, type MeasurePoint } from './measure-kinds.ts';
import { readMeasureRequestV5 } from './measure-request-v5.ts';
import type { MeasuresOptions } from './measures.ts';
import { answerRefusal, Refusal } from './refusal.ts';

interface MeasureV5 {
	kind: MeasureKind<MeasurePoint>;
	readingType: object;
}

const ERROR_PAGE = 'https://bluecoder.enedis.fr/api-doc/consulter-souscrire';

const energy = { unit: 'Wh', measurement_kind: 'energy', aggregate: 'sum', measuring_period: 'P1D' };
const power = { unit: 'W', measurement_kind: 'power', aggregate: 'average' };
const maximum = { unit: 'VA', measurement_kind: 'power', aggregate: 'maximum', measuring_period: 'P1D' };

const measures: Readonly<Record<string, MeasureV5>> = {
	'/metering_data_dc/v5/daily_consumption': { kind: measureKinds.dailyConsumption, readingType: energy },
	'/metering_data_clc/v5/consumption_load_curve': { kind: measureKinds.consumptionCurve, readingType: power },
	'/metering_data_dcmp/v5/daily_consumption_max_power': {
		kind: measureKinds.maximumByDay,
		readingType: maximum,
	},
	'/metering_data_dp/v5/daily_production': { kind: measureKinds.dailyProduction, readingType: energy },
	'/metering_data_plc/v5/production_load_curve': { kind: measureKinds.productionCurve, readingType: power },
};

/** The measures of generation v5, to be mounted on `/`; the same values as generation 2026 sends. */
export function measureRoutesV5({ clock, read, faults, tokens }: MeasuresOptions & { clock: Clock }): Hono {
	const routes = new Hono();
	routes.onError((error, context) =>
		error instanceof Refusal && error.shape === 'error'
			? context.json(
					{ error: error.code, error_description: error.message, error_uri: ERROR_PAGE },
					error.status,
				)
			: answerRefusal(error, context),
	);

	for (const [path, { kind, readingType }] of Object.entries(measures))
		routes.get(path, requireBearer(tokens), (context) => {
			const request = readMeasureRequestV5(new URL(context.req.url).searchParams, todayOf(clock.nowMs()));
			const points = read(kind, request).map(({ label, value, stepMinutes }) => ({
				value: value === null ? null : String(value),
				date: label,
				...(stepMinutes === undefined ? {} : { interval_length: `PT${stepMinutes}M`, measure_type: 'B' }),
			}));

			return answerMeasure(
				context,
				{
					meter_reading: {
						usage_point_id: request.pointId,
						start: request.startDate,
						end: request.endDate,
						quality: 'BRUT',
						reading_type: readingType,
						interval_reading: points,
					},
				},
				faults.of(request.pointId),
			);
		});

	return routes;
}
