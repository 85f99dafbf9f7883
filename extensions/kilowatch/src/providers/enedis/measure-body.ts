import { z } from 'zod';
import type { Quality } from '../../domain/reading.ts';
import { readBody } from './read-body.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

const pointSchema = z.object({
	/** a number as text; null is a hole, not zero */
	v: z
		.string()
		.regex(/^-?\d+(\.\d+)?$/)
		.nullable(),
	d: z.string(),
	p: z.string().nullish(),
});

export type MeasurePoint = z.output<typeof pointSchema>;

/** What each measure must be made of; another unit or quantity would be another measure under the same name. */
const quantities = {
	daily: { grandeurPhysique: 'EA', unite: 'Wh', pas: z.literal('P1D').nullish() },
	load_curve: { grandeurPhysique: 'PA', unite: 'W', pas: z.unknown() },
} as const;

const qualityOfStage: Readonly<Record<'BRUT' | 'BEST', Quality>> = { BRUT: 'raw', BEST: 'corrected' };

/**
 * The points of an answer about consumption, unsorted, after all that can be checked without knowing the time.
 *
 * @throws UnexpectedShape for another point id, unit or form
 */
export function readMeasureBody(
	text: string,
	measure: keyof typeof quantities,
	pointId: string,
): { points: MeasurePoint[]; quality: Quality } {
	const { grandeurPhysique, unite, pas } = quantities[measure];
	const body = readBody(
		text,
		z.object({
			idPrm: z.string(),
			etapeMetier: z.enum(['BRUT', 'BEST']).nullish(),
			pas,
			grandeur: z
				.array(
					z.object({
						grandeurMetier: z.literal('CONS'),
						grandeurPhysique: z.literal(grandeurPhysique),
						unite: z.literal(unite),
						points: z.array(pointSchema),
					}),
				)
				.max(1),
		}),
	);
	if (body.idPrm !== pointId) {
		throw new UnexpectedShape(
			'other_point',
			'Enedis answered about another metering point than the one asked for',
		);
	}
	return { points: body.grandeur[0]?.points ?? [], quality: qualityOfStage[body.etapeMetier ?? 'BRUT'] };
}
