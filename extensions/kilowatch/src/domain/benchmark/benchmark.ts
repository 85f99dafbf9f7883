/** What a building uses beside similar ones. Pure; energies in Wh. */
import { quartilesOf, type Quartiles } from './quartiles.ts';

/** A building as far as it is compared. */
export interface ComparedBuilding {
	key: string;
	country: string | null;
	/** what it is heated with; null: nobody has said */
	heating: string | null;
	/** by which the use is divided: m² or dwellings; null where it is not known */
	size: number | null;
	/** what was used for each of them; null where too little of it is known */
	whPerUnit: number | null;
	/** meters of natural persons that are in its sum */
	personalMeters: number;
}

/**
 * Why nothing is compared: the building's own size is not known; its use is not; natural persons' meters are in its sum, and too
 * few for it to tell nothing of one of them; or there are too few similar buildings.
 */
export type BenchmarkObstacle = 'no_size' | 'not_known' | 'few_personal_meters' | 'few_buildings';

export interface Benchmark {
	whPerUnit: number | null;
	obstacle: BenchmarkObstacle | null;
	/** the similar ones, the building itself among them; null where there are too few */
	group: BenchmarkGroup | null;
	/** buildings that count as similar, the building itself among them, also where they are too few */
	similar: number;
	/** left out of these, for natural persons' meters are in their sums, and too few of them */
	withheld: number;
	/** how much smaller or larger than the building the similar ones are at most: 2 is half to double */
	sizeFactor: number;
}

export interface BenchmarkGroup extends Quartiles {
	/** how many of the group use less for each m² or dwelling, and how many the same, itself among them */
	below: number;
	equal: number;
}

/** Below this many a spread says more about the few than about buildings of a kind. */
export const LEAST_BUILDINGS = 5;

/** A total of as many dwellings as French law asks of a network operator that tells one without their consent: more than ten. */
const PERSONAL_METERS_TO_EXCEED = 10;

/** Half to double is alike; where that is too few, a quarter to four times. */
const SIZE_FACTORS = [2, 4] as const;

/** Whether a sum with natural persons' meters in it is one of enough of them, or of none. */
function isTellable({ personalMeters }: Pick<ComparedBuilding, 'personalMeters'>): boolean {
	return personalMeters === 0 || personalMeters > PERSONAL_METERS_TO_EXCEED;
}

/**
 * Sets a building's use against that of similar ones: of the same country, heated alike and of about its size.
 *
 * @param others what else may be told of, with or without the building itself
 */
export function benchmarkOf(building: ComparedBuilding, others: readonly ComparedBuilding[]): Benchmark {
	const { size, whPerUnit } = building;
	const [usual] = SIZE_FACTORS;
	const refused = (obstacle: BenchmarkObstacle): Benchmark => ({
		whPerUnit: obstacle === 'few_personal_meters' ? null : whPerUnit,
		obstacle,
		group: null,
		similar: 0,
		withheld: 0,
		sizeFactor: usual,
	});
	if (size === null || size <= 0) return refused('no_size');
	if (!isTellable(building)) return refused('few_personal_meters');
	if (whPerUnit === null) return refused('not_known');

	const candidates = others.filter(
		(other) => other.key !== building.key && other.whPerUnit !== null && isAlike(building, other),
	);
	const within = (factor: number) =>
		candidates.filter((other) => {
			const ratio = (other.size ?? 0) / size;

			return ratio >= 1 / factor && ratio <= factor;
		});
	const sizeFactor =
		SIZE_FACTORS.find((factor) => within(factor).filter(isTellable).length + 1 >= LEAST_BUILDINGS) ??
		Math.max(...SIZE_FACTORS);
	const found = within(sizeFactor);
	const told = found.filter(isTellable);
	const values = [whPerUnit, ...told.flatMap((other) => other.whPerUnit ?? [])];
	const quartiles = values.length < LEAST_BUILDINGS ? undefined : quartilesOf(values);

	return {
		whPerUnit,
		obstacle: quartiles ? null : 'few_buildings',
		group: quartiles
			? {
					...quartiles,
					below: values.filter((value) => value < whPerUnit).length,
					equal: values.filter((value) => value === whPerUnit).length,
				}
			: null,
		similar: values.length,
		withheld: found.length - told.length,
		sizeFactor,
	};
}

/** The cold shows in the electricity of the one and not of the other: only buildings of one heating are alike. */
function isAlike(building: ComparedBuilding, other: ComparedBuilding): boolean {
	return building.country === other.country && heatingKind(building) === heatingKind(other);
}

function heatingKind({ heating }: ComparedBuilding): 'electric' | 'other' | 'unknown' {
	if (!heating) return 'unknown';

	return electricHeating.includes(heating) ? 'electric' : 'other';
}

const electricHeating: readonly string[] = ['electric', 'heat_pump'];
