import { z } from 'zod';
import type { ContractOutcome, PointContract } from '../../provider.ts';
import type { EnedisApi } from '../enedis-api.ts';
import { readBody, localDate } from '../read-body.ts';
import { excerptOf } from '../../http/excerpt.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';

const contractsBody = z.array(
	z.object({
		contract_type: z.string().nullish(),
		segment: z.string().nullish(),
		distribution_tariff: z.string().nullish(),
		subscribed_power: z
			.object({ unit: z.string().nullish(), value: z.coerce.number().nonnegative().nullish() })
			.nullish(),
		// Only whether they are there is read of both.
		person: z.unknown(),
		organization: z.unknown(),
	}),
);

const synthesisBody = z.object({
	consumption_last_activation_date: localDate.nullish(),
	generation_last_activation_date: localDate.nullish(),
});

const meteringBody = z.object({ relais: z.object({ plageHeuresCreuses: z.string().nullish() }).nullish() });

/** `Contrat GRD-F` is one to draw, `Contrat GRD-A` one to feed in. */
const CONSUMPTION_CONTRACT = /GRD-F/i;
const PRODUCTION_CONTRACT = /GRD-A/i;

/**
 * What three APIs say of a point's contract. One that has nothing on it leaves its part unsaid; another failure of any is
 * a failure of all, for half a contract would be taken for the whole.
 */
export async function readContract(
	api: EnedisApi,
	pointId: string,
	signal: AbortSignal,
): Promise<ContractOutcome> {
	const contracts = await readPart(api, '/situation_contrat_auto/v1', pointId, contractsBody, signal);
	if (contracts.kind === 'failure') return contracts;
	const synthesis = await readPart(api, '/synth_contrat_auto/v1', pointId, synthesisBody, signal);
	if (synthesis.kind === 'failure') return synthesis;
	const metering = await readPart(api, '/comptage_auto/v1', pointId, meteringBody, signal);
	if (metering.kind === 'failure') return metering;

	return { kind: 'contract', contract: combine(contracts.part, synthesis.part, metering.part) };
}

type Part<Body> = { kind: 'part'; part: Body | undefined } | (ContractOutcome & { kind: 'failure' });

async function readPart<Schema extends z.ZodType>(
	api: EnedisApi,
	path: `/${string}`,
	pointId: string,
	schema: Schema,
	signal: AbortSignal,
): Promise<Part<z.output<Schema>>> {
	const outcome = await api({ path: `${path}/${pointId}`, about: pointId }, signal);
	if (outcome.kind === 'failure') {
		return outcome.failure.class === 'no_data'
			? { kind: 'part', part: undefined }
			: { kind: 'failure', failure: outcome.failure };
	}
	try {
		return { kind: 'part', part: readBody(outcome.answer.text, schema) };
	} catch (error) {
		if (!(error instanceof UnexpectedShape)) throw error;

		return { kind: 'failure', failure: { ...error.failure, excerpt: excerptOf(outcome.answer.text) } };
	}
}

function combine(
	contracts: z.output<typeof contractsBody> | undefined,
	synthesis: z.output<typeof synthesisBody> | undefined,
	metering: z.output<typeof meteringBody> | undefined,
): PointContract {
	const ofType = (pattern: RegExp) =>
		contracts?.filter(({ contract_type: type }) => pattern.test(type ?? ''));
	const [consumption] = ofType(CONSUMPTION_CONTRACT) ?? [];
	const activations = [
		synthesis?.consumption_last_activation_date,
		synthesis?.generation_last_activation_date,
	].filter((date) => date != null);
	const holder = consumption ?? contracts?.[0];

	return {
		subscribedPowerKva: powerInKva(consumption?.subscribed_power),
		distributionTariff: consumption?.distribution_tariff || undefined,
		offPeakHours: metering?.relais?.plageHeuresCreuses || undefined,
		// Of two directions the one that began earlier has the longer history.
		activatedOn: activations.sort()[0],
		personal: holder && isPersonal(holder),
		consumption: contracts && (ofType(CONSUMPTION_CONTRACT)?.length ?? 0) > 0,
		production: contracts && (ofType(PRODUCTION_CONTRACT)?.length ?? 0) > 0,
	};
}

/** Up to 36 kVA both units name the same contract. */
function powerInKva(
	power: { unit?: string | null | undefined; value?: number | null | undefined } | null | undefined,
) {
	if (power?.value == null || !/^kVA$|^kW$/i.test(power.unit ?? '')) return undefined;

	return power.value;
}

function isPersonal({
	person,
	organization,
}: {
	person?: unknown;
	organization?: unknown;
}): boolean | undefined {
	if (person) return true;

	return organization ? false : undefined;
}
