import { z } from 'zod';
import type { Quality } from '../../../domain/reading.ts';
import type { Measure, ProviderWindow } from '../../provider.ts';
import { quantities } from '../generation.ts';
import type { MeasuredPoints } from '../measured-points.ts';
import { numberText, readBody } from '../read-body.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';

const pointSchema = z.object({ v: numberText.nullable(), d: z.string(), p: z.string().nullish() });

/** `EA` active energy, `PA` active power, `PMA` maximum of the apparent power */
const physicalQuantity = { total: 'EA', curve: 'PA', peak: 'PMA' } as const;

const qualityOfStage: Readonly<Record<'BRUT' | 'BEST', Quality>> = { BRUT: 'raw', BEST: 'corrected' };

function bodySchema(measure: Measure) {
	const { direction, unit, kind } = quantities[measure];

	return z.object({
		idPrm: z.string(),
		etapeMetier: z.enum(['BRUT', 'BEST']).nullish(),
		// A curve has a step in each point; months under this name would be another measure.
		pas: kind === 'curve' ? z.unknown() : z.literal('P1D').nullish(),
		grandeur: z
			.array(
				z.object({
					grandeurMetier: z.literal(direction),
					grandeurPhysique: z.literal(physicalQuantity[kind]),
					unite: z.literal(unit),
					points: z.array(pointSchema),
				}),
			)
			.max(1),
	});
}

/** Made once: to make one takes longer than to read a day's answer with it. */
const bodySchemas = new Map<Measure, ReturnType<typeof bodySchema>>();

function bodySchemaOf(measure: Measure) {
	const kept = bodySchemas.get(measure) ?? bodySchema(measure);
	bodySchemas.set(measure, kept);

	return kept;
}

/**
 * The points of an answer of `mesure_synchrone_auto`.
 *
 * @throws UnexpectedShape for another point id, direction, unit or form
 */
export function readMeasureBody(text: string, { measure, pointId }: ProviderWindow): MeasuredPoints {
	const body = readBody(text, bodySchemaOf(measure));
	if (body.idPrm !== pointId) {
		throw new UnexpectedShape(
			'other_point',
			'Enedis answered about another metering point than the one asked for',
		);
	}

	return { points: body.grandeur[0]?.points ?? [], quality: qualityOfStage[body.etapeMetier ?? 'BRUT'] };
}
