import { addDays, localDateOf, subtractMonths } from '../domain/local-days.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { RefusedTemperature } from '../shared/http-contract/temperatures.ts';
import type { Database } from '../storage/database.ts';
import { storeTemperatures } from '../storage/weather/temperatures.ts';
import { judgeDays, type ToldDay } from './told-days.ts';

/** Lines of which some cannot be taken: nothing of them was stored. */
export class DaysRefused extends Error {
	readonly refused: readonly RefusedTemperature[];

	constructor(refused: readonly RefusedTemperature[]) {
		super(`${refused.length} of the days cannot be taken, so none was stored`);
		this.name = 'DaysRefused';
		this.refused = refused;
	}
}

export interface ToldDays {
	building: BuildingKey;
	timeZone: string;
	/** for how many months days are kept */
	keptMonths: number;
	source: 'file' | 'push';
	told: readonly ToldDay[];
	isDryRun: boolean;
	now: Date;
}

/** What became of the days. */
export interface StoredDays {
	accepted: number;
	written: number;
	kept: number;
	refused: RefusedTemperature[];
}

/**
 * Keeps the days that somebody tells of a building's weather, all of them or, where one cannot be taken, none; or, in a dry run,
 * says what would become of them. The same again changes nothing.
 *
 * @throws DaysRefused outside of a dry run
 */
export async function storeToldDays(
	database: Database,
	{ building, timeZone, keptMonths, source, told, isDryRun, now }: ToldDays,
): Promise<StoredDays> {
	const today = localDateOf(now.getTime() / 1000, timeZone);
	const kept = { from: addDays(subtractMonths(today, keptMonths), 1), to: today };
	const { days, refused } = judgeDays(told, kept);
	if (refused.length > 0 && !isDryRun) throw new DaysRefused(refused);

	try {
		const stored = await database.transaction(async (connection) => {
			const result = await storeTemperatures(connection, building, { days, source });
			if (isDryRun) throw new OnlyLooked(result);

			return result;
		});

		return { accepted: days.length, ...stored, refused };
	} catch (error) {
		if (!(error instanceof OnlyLooked)) throw error;

		return { accepted: days.length, ...error.result, refused };
	}
}

/** Ends a dry run's transaction with everything as it was. */
class OnlyLooked extends Error {
	readonly result: { written: number; kept: number };

	constructor(result: { written: number; kept: number }) {
		super('A dry run stores nothing');
		this.result = result;
	}
}
