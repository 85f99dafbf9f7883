/** What a meter used on a day, by the registers that a tariff prices. Pure; energies in µWh. */
import type { LocalDay } from '../local-days.ts';
import type { Register } from '../metrics.ts';
import type { TimeSpan } from './low-hours.ts';
import type { SplitDay } from './split-curve.ts';
import { pricedRegisters, type TariffType } from './tariff.ts';
import { microWh } from './units.ts';

export type EnergyByRegister = Readonly<Partial<Record<Register, bigint>>>;

/** What is known of a meter's day. */
export interface KnownDay {
	/** all that was used, in Wh: the operator's own total, else the sum of a whole load curve; null where neither is known */
	totalWh: number | null;
	/** what the meter itself has counted apart, in Wh */
	registersWh: Readonly<Partial<Record<Register, number>>>;
}

/** The load curve of a day of two prices, and the hours of the lower one. */
export interface DayCurve {
	day: LocalDay;
	lowSpans: readonly TimeSpan[];
	/** null: it is not known, or may not be looked at */
	split: SplitDay | null;
}

/** Where a day's split was taken from. `even`: nobody knows it, and it is reckoned as if it was used evenly over the day. */
export type SplitSource = 'not_needed' | 'registers' | 'curve' | 'even';

/**
 * The energy of a day by the registers of a tariff.
 *
 * Two prices are applied to what the meter has counted by registers, where it does, for that is what is billed. Else the day's total is shared
 * out as its load curve is, if that is known from midnight to midnight: curve and total have different origins, and the total is
 * billed. Where only the total is known nothing is guessed, unless `isEstimated` asks for it.
 *
 * @param curve of a day with two prices; null where no hours are known for it
 * @returns `unknown`: the day's total is not known; `no_split`: it is, and not how it falls into the hours
 */
export function dayEnergy(
	type: TariffType,
	known: KnownDay,
	curve: DayCurve | null,
	isEstimated: boolean,
): { energy: EnergyByRegister; source: SplitSource } | 'unknown' | 'no_split' {
	if (type === 'flat') {
		return known.totalWh === null
			? 'unknown'
			: { energy: { total: BigInt(microWh(known.totalWh)) }, source: 'not_needed' };
	}
	const [high, low] = pricedRegisters[type];
	const counted = countedApart(known.registersWh);
	if (counted) return { energy: { [high]: counted.high, [low]: counted.low }, source: 'registers' };
	if (known.totalWh === null) return 'unknown';
	const total = BigInt(microWh(known.totalWh));
	if (total === 0n) return { energy: { [high]: 0n, [low]: 0n }, source: 'not_needed' };
	if (curve === null) return 'no_split';
	const share = shareOf(curve, isEstimated);
	if (!share) return 'no_split';
	const lowPart = (total * share.low) / share.total;

	return { energy: { [high]: total - lowPart, [low]: lowPart }, source: share.source };
}

/** What a meter with two registers says. France and Belgium have other words for the same. */
function countedApart(registers: KnownDay['registersWh']): Record<'high' | 'low', bigint> | undefined {
	for (const [high, low] of [pricedRegisters.peak_off_peak, pricedRegisters.two_rate]) {
		const [ofHigh, ofLow] = [registers[high], registers[low]];
		if (ofHigh !== undefined && ofLow !== undefined) {
			return { high: BigInt(microWh(ofHigh)), low: BigInt(microWh(ofLow)) };
		}
	}

	return undefined;
}

function shareOf(
	{ day, lowSpans, split }: DayCurve,
	isEstimated: boolean,
): { low: bigint; total: bigint; source: SplitSource } | undefined {
	const seconds = day.endSeconds - day.startSeconds;
	// Intervals that overlap would count some energy twice, and nobody knows which.
	if (split?.coveredSeconds === seconds && split.total > 0) {
		return { low: BigInt(split.low), total: BigInt(split.total), source: 'curve' };
	}
	if (!isEstimated) return undefined;
	const low = lowSpans.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);

	return { low: BigInt(low), total: BigInt(seconds), source: 'even' };
}
