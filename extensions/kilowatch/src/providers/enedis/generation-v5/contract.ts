import { z } from 'zod';
import type { ContractOutcome, PointContract } from '../../provider.ts';
import type { EnedisApi } from '../enedis-api.ts';
import { excerptOf } from '../../http/excerpt.ts';
import { localDate, readBody } from '../read-body.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';

const contractsBody = z.object({
	customer: z.object({
		usage_points: z.array(
			z.object({
				usage_point: z.object({ usage_point_id: z.string() }),
				contracts: z.object({
					subscribed_power: z.string().nullish(),
					last_activation_date: localDate.nullish(),
					distribution_tariff: z.string().nullish(),
					offpeak_hours: z.string().nullish(),
				}),
			}),
		),
	}),
});

const identityBody = z.object({
	identity: z.object({ natural_person: z.unknown(), legal_entity: z.unknown() }).nullish(),
});

const unsaid: PointContract = {
	subscribedPowerKva: undefined,
	distributionTariff: undefined,
	offPeakHours: undefined,
	activatedOn: undefined,
	personal: undefined,
	consumption: undefined,
	production: undefined,
};

/** What the customer data say of a point's contract: of consumption alone, for nothing else has any there. */
export async function readContract(
	api: EnedisApi,
	pointId: string,
	signal: AbortSignal,
): Promise<ContractOutcome> {
	const request = { about: pointId, query: { usage_point_id: pointId } };
	const contracts = await api({ path: '/customers_upc/v5/usage_points/contracts', ...request }, signal);
	if (contracts.kind === 'failure') {
		return contracts.failure.class === 'no_data'
			? { kind: 'contract', contract: unsaid }
			: { kind: 'failure', failure: contracts.failure };
	}
	const identity = await api({ path: '/customers_i/v5/identity', ...request }, signal);
	if (identity.kind === 'failure' && identity.failure.class !== 'no_data') {
		return { kind: 'failure', failure: identity.failure };
	}
	const texts = [contracts.answer.text, identity.kind === 'success' ? identity.answer.text : '{}'] as const;
	try {
		return { kind: 'contract', contract: readTexts(pointId, ...texts) };
	} catch (error) {
		if (!(error instanceof UnexpectedShape)) throw error;

		return { kind: 'failure', failure: { ...error.failure, excerpt: excerptOf(texts.join(' ')) } };
	}
}

function readTexts(pointId: string, contractsText: string, identityText: string): PointContract {
	const { usage_points: points } = readBody(contractsText, contractsBody).customer;
	const contract = points.find(({ usage_point }) => usage_point.usage_point_id === pointId)?.contracts;
	if (!contract) return unsaid;
	const { identity } = readBody(identityText, identityBody);
	// `9 kVA`
	const power = /^(\d+(?:\.\d+)?)\s*kVA$/i.exec(contract.subscribed_power?.trim() ?? '')?.[1];

	return {
		...unsaid,
		subscribedPowerKva: power === undefined ? undefined : Number(power),
		distributionTariff: contract.distribution_tariff || undefined,
		offPeakHours: contract.offpeak_hours || undefined,
		activatedOn: contract.last_activation_date ?? undefined,
		personal: identity?.natural_person ? true : identity?.legal_entity ? false : undefined,
		consumption: true,
	};
}
