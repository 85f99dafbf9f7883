import { z } from 'zod';
import type { ProviderWindow } from '../../provider.ts';
import { quantities } from '../generation.ts';
import type { MeasuredPoints } from '../measured-points.ts';
import { numberText, readBody } from '../read-body.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';

/** What `reading_type` says where it is there; it may be left out. */
const readingTypes = {
	total: { measurement_kind: 'energy', aggregate: 'sum' },
	curve: { measurement_kind: 'power', aggregate: 'average' },
	peak: { measurement_kind: 'power', aggregate: 'maximum' },
} as const;

/**
 * The points of a `meter_reading`. Nothing in it says the direction; the path that was asked does.
 *
 * @throws UnexpectedShape for another point id, unit or form
 */
export function readMeterReading(text: string, { measure, pointId }: ProviderWindow): MeasuredPoints {
	const { unit, kind } = quantities[measure];
	const { measurement_kind, aggregate } = readingTypes[kind];
	const { meter_reading: reading } = readBody(
		text,
		z.object({
			meter_reading: z.object({
				usage_point_id: z.string(),
				quality: z.literal('BRUT'),
				reading_type: z
					.object({
						unit: z.literal(unit).nullish(),
						measurement_kind: z.literal(measurement_kind).nullish(),
						aggregate: z.literal(aggregate).nullish(),
						measuring_period: kind === 'curve' ? z.unknown() : z.literal('P1D').nullish(),
					})
					.nullish(),
				interval_reading: z.array(
					z.object({
						value: numberText.nullable(),
						date: z.string(),
						interval_length: z.string().nullish(),
					}),
				),
			}),
		}),
	);
	if (reading.usage_point_id !== pointId) {
		throw new UnexpectedShape(
			'other_point',
			'Enedis answered about another metering point than the one asked for',
		);
	}

	return {
		points: reading.interval_reading.map(({ value, date, interval_length }) => ({
			v: value,
			d: date,
			p: interval_length,
		})),
		quality: 'raw',
	};
}
