import { z } from 'zod';
import { isCalendarDate } from '../../domain/local-days.ts';
import { isEan } from '../../domain/point-id.ts';
import { excerptOf } from '../http/excerpt.ts';
import { readBody } from '../http/read-body.ts';
import { UnexpectedShape } from '../http/unexpected-shape.ts';
import type { ConsentAccess, ConsentedPoint, ProviderFailure } from '../provider.ts';
import type { OresApi } from './ores-api.ts';

const pointsBody = z.object({
	/** the consent's own name at the operator */
	consent_id: z.string().min(1).max(100),
	metering_points: z.array(
		z.object({
			ean: z.string().refine(isEan),
			consumption: z.boolean(),
			production: z.boolean(),
			/** last day of the consent; null: until it is withdrawn */
			valid_until: z.string().refine(isCalendarDate).nullable(),
		}),
	),
});

/** The metering points that a consent's token opens: so a consent to another meter is found out. */
export async function readMeteringPoints(
	api: OresApi,
	access: ConsentAccess,
	signal: AbortSignal,
): Promise<
	| { kind: 'points'; externalId: string; points: ConsentedPoint[] }
	| { kind: 'failure'; failure: ProviderFailure }
> {
	const outcome = await api({ path: '/v1/metering_points', about: undefined }, access, signal);
	if (outcome.kind === 'failure') return outcome;
	try {
		const body = readBody(outcome.answer.text, pointsBody, 'ORES');

		return {
			kind: 'points',
			externalId: body.consent_id,
			points: body.metering_points.map(({ ean, valid_until: validUntil, consumption, production }) => ({
				pointId: ean,
				validUntil: validUntil ?? undefined,
				consumption,
				production,
			})),
		};
	} catch (error) {
		if (!(error instanceof UnexpectedShape)) throw error;

		return { kind: 'failure', failure: { ...error.failure, excerpt: excerptOf(outcome.answer.text) } };
	}
}
