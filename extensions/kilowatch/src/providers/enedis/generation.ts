import type { Measure, PointContract, ProviderFailure, ProviderWindow } from '../provider.ts';
import type { ApiRequest, EnedisApi } from './enedis-api.ts';
import type { MeasuredPoints } from './measured-points.ts';

/** What differs between Enedis' generations of APIs: paths and bodies. What they measure, and how it is dated, is the same. */
export interface Generation {
	/** first parts of the paths that are called; Enedis counts the calls of each apart */
	apis: readonly string[];
	/** of each */
	callsPerHour: number;
	/** of the consent page that a holder is sent to; callbacks of both are understood in any case */
	consentPath: `/${string}`;
	/** of each measure's API */
	measurePaths: Readonly<Record<Measure, `/${string}`>>;
	windowRequest(window: ProviderWindow): ApiRequest;
	/**
	 * The points of an answer about this window.
	 *
	 * @throws UnexpectedShape for another point id, unit or form
	 */
	readPoints(text: string, window: ProviderWindow): MeasuredPoints;
	/** what the contract says of a point; never throws for what Enedis answers */
	readContract(
		api: EnedisApi,
		pointId: string,
		signal: AbortSignal,
	): Promise<{ kind: 'contract'; contract: PointContract } | { kind: 'failure'; failure: ProviderFailure }>;
}

/** What each measure must be made of; another unit or quantity would be another measure under the same name. */
export const quantities = {
	daily: { direction: 'CONS', unit: 'Wh', kind: 'total' },
	daily_production: { direction: 'PROD', unit: 'Wh', kind: 'total' },
	max_power: { direction: 'CONS', unit: 'VA', kind: 'peak' },
	load_curve: { direction: 'CONS', unit: 'W', kind: 'curve' },
	production_load_curve: { direction: 'PROD', unit: 'W', kind: 'curve' },
} as const satisfies Record<
	Measure,
	{ direction: 'CONS' | 'PROD'; unit: string; kind: 'total' | 'peak' | 'curve' }
>;
