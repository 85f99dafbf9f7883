import { z } from 'zod';
import { isCalendarDate } from '../../domain/local-days.ts';
import { isPrm } from '../../domain/point-id.ts';
import type { ConsentedPoint } from '../provider.ts';
import { readBody } from './read-body.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

const servicesBody = z.object({
	serviceSouscrit: z
		.array(
			z.object({
				pointId: z.string().refine(isPrm),
				soutirage: z.boolean().nullish(),
				injection: z.boolean().nullish(),
				dateFin: z.string().refine(isCalendarDate).nullish(),
				etatCode: z.string().nullish(),
				autorisation: z.object({ autorisationId: z.number().nullish() }).nullish(),
			}),
		)
		.nullish(),
});

const endedStates = ['TERMINE', 'SUPPRIME'];

/**
 * The points that one consent opened, one a meter, from the list of its services, which has a row for each kind of
 * measure. Nothing listed yet is an empty result.
 *
 * Of several ends of one point's services the earliest counts: nothing is read past what the holder allowed.
 *
 * @throws UnexpectedShape for another form, and for services of another consent: they are another holder's
 */
export function parseServices(text: string, consentId: number): ConsentedPoint[] {
	const points = new Map<string, ConsentedPoint>();
	for (const service of readBody(text, servicesBody).serviceSouscrit ?? []) {
		if (endedStates.includes(service.etatCode ?? '')) continue;
		if ((service.autorisation?.autorisationId ?? consentId) !== consentId) {
			throw new UnexpectedShape(
				'other_consent',
				'Enedis answered about another consent than the one asked for',
			);
		}
		const known = points.get(service.pointId);
		const ends = [known?.validUntil, service.dateFin].filter((date) => date != null);
		points.set(service.pointId, {
			pointId: service.pointId,
			validUntil: ends.sort()[0],
			consumption: (known?.consumption ?? false) || service.soutirage === true,
			production: (known?.production ?? false) || service.injection === true,
		});
	}
	return [...points.values()];
}
