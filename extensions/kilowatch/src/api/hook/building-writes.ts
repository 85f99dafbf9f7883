import { z } from 'zod';
import { degreeDayMethods } from '../../domain/weather/degree-days.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import type { EventContext, RegisterFunctions } from '../directus.ts';
import { kilowatchError } from '../errors.ts';
import type { Runtime } from '../runtime.ts';
import { filterPermitted } from './permitted.ts';
import { numeric } from './written-row.ts';

const within = (smallest: number, largest: number) =>
	numeric
		.refine((value) => value >= smallest && value <= largest, {
			message: `must be from ${smallest} to ${largest}`,
		})
		.nullable();

/** What the columns' CHECKs say; Directus would answer a broken one with a 500 that says nothing. */
const rules: Readonly<Record<string, z.ZodType>> = {
	latitude: within(-90, 90),
	longitude: within(-180, 180),
	degree_day_method: z.enum(degreeDayMethods).nullable(),
	degree_day_base: within(0, 30),
};

/** Refuses coordinates and degree-day settings that cannot be; what a project has of these names itself is its own. */
export function registerBuildingWrites(
	register: Pick<RegisterFunctions, 'filter'>,
	runtime: Pick<Runtime, 'installation'>,
): void {
	for (const action of ['create', 'update'] as const) {
		filterPermitted(register, 'buildings', action, async (payload, _, { database }) => {
			if (runtime.installation.error !== null || typeof payload !== 'object' || payload === null)
				return payload;
			const written = Object.entries(payload).filter(([field]) => field in rules);
			if (written.length === 0) return payload;
			const isOurs = await ownColumns(database);
			for (const [field, value] of written) {
				const problem = isOurs(field) ? rules[field]?.safeParse(value).error?.issues[0]?.message : undefined;
				if (problem !== undefined) {
					throw kilowatchError(errorCodes.invalidRequest, `${field}: ${problem}`);
				}
			}

			return payload;
		});
	}
}

const installed = z.object({ adopted_buildings: z.boolean(), added_building_columns: z.array(z.string()) });

async function ownColumns(database: EventContext['database']): Promise<(field: string) => boolean> {
	const row: unknown = await database
		.withSchema('kilowatch_internal')
		.from('install')
		.first('adopted_buildings', 'added_building_columns');
	const { adopted_buildings: isAdopted, added_building_columns: added } = installed.parse(row);

	return (field) => !isAdopted || added.includes(field);
}
