import { z } from 'zod';
import { isCalendarDate } from '../../../domain/local-days.ts';
import { isPrm } from '../../../domain/point-id.ts';
import type { ConsentedPoint } from '../../provider.ts';
import { readBody } from '../read-body.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';

const servicesBody = z.object({
	nbTotalServices: z.int().nonnegative().nullish(),
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

/** One service of a point, as the list has it. */
export type Service = NonNullable<z.output<typeof servicesBody>['serviceSouscrit']>[number];

/**
 * One page of a list of services, and how many there are on all of them.
 *
 * @throws UnexpectedShape for another form
 */
export function readServicesPage(text: string): { services: Service[]; total: number | undefined } {
	const { serviceSouscrit, nbTotalServices } = readBody(text, servicesBody);

	return { services: serviceSouscrit ?? [], total: nbTotalServices ?? undefined };
}

const endedStates = ['TERMINE', 'SUPPRIME'];

/**
 * The points that one consent opened, one a meter, from the list of its services, which has a row for each kind of
 * measure. Nothing listed yet is an empty result.
 *
 * Of several ends of one point's services the earliest counts: nothing is read past what the holder allowed.
 *
 * @throws UnexpectedShape for services of another consent: they are another holder's
 */
export function pointsOf(services: readonly Service[], consentId: number): ConsentedPoint[] {
	const points = new Map<string, ConsentedPoint>();
	for (const service of services) {
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
			consumption: either(known?.consumption, service.soutirage),
			production: either(known?.production, service.injection),
		});
	}
	return [...points.values()];
}

/** Whether any of a point's services is in a direction; `undefined` while none says so or not. */
function either(one: boolean | undefined, other: boolean | null | undefined): boolean | undefined {
	return one === true || other === true ? true : (one ?? other ?? undefined);
}
