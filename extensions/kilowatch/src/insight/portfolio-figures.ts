/** What the known days of a portfolio's buildings make: figures by size, comparisons, ranks and totals. Pure. */
import type {
	PortfolioBuilding,
	PortfolioComparison,
	PortfolioOrder,
	PortfolioTotals,
} from '../shared/http-contract/buildings.ts';

/** With less, a mean or a ratio says more about the holes than about the building. */
const LEAST_KNOWN_SHARE = 0.5;

type Figures = Pick<PortfolioBuilding, 'energy_per_m2_wh' | 'energy_per_dwelling_wh'>;

/** What is ranked: a building with its figures. */
type Ranked = Pick<PortfolioBuilding, 'name' | 'scaled_wh' | 'previous' | keyof Figures>;

/** By size. A floor area or a number of dwellings of 0 is none. */
export function figuresOf({
	scaled_wh,
	floor_area,
	dwellings,
}: Pick<PortfolioBuilding, 'scaled_wh' | 'floor_area' | 'dwellings'>): Figures {
	return {
		energy_per_m2_wh: share(scaled_wh, floor_area),
		energy_per_dwelling_wh: share(scaled_wh, dwellings),
	};
}

/**
 * Orders buildings by a figure and tells each its place. What is not known comes last in either direction, and equals by
 * name.
 *
 * @param order with `-` in front the largest first
 */
export function rank<Building extends Ranked>(
	buildings: readonly Building[],
	order: PortfolioOrder | `-${PortfolioOrder}`,
): (Building & { rank: number | null })[] {
	const isDescending = order.startsWith('-');
	const by = (isDescending ? order.slice(1) : order) as PortfolioOrder;
	const direction = isDescending ? -1 : 1;
	const names = new Intl.Collator('en', { numeric: true });
	const byName = (one: Building, other: Building) => names.compare(one.name, other.name);
	if (by === 'name') {
		return buildings
			.toSorted((one, other) => direction * byName(one, other))
			.map((building) => ({ ...building, rank: null }));
	}

	const sorted = buildings.toSorted((one, other) => {
		const a = rankedBy[by](one);
		const b = rankedBy[by](other);
		if (a === null || b === null) return Number(a === null) - Number(b === null) || byName(one, other);

		return direction * (a - b) || byName(one, other);
	});
	const places = new Map<number, number>();
	sorted.forEach((building, index) => {
		const figure = rankedBy[by](building);
		if (figure !== null && !places.has(figure)) places.set(figure, index + 1);
	});

	return sorted.map((building) => ({ ...building, rank: places.get(rankedBy[by](building) ?? NaN) ?? null }));
}

const rankedBy: Record<Exclude<PortfolioOrder, 'name'>, (building: Ranked) => number | null> = {
	total: ({ scaled_wh }) => scaled_wh,
	per_m2: ({ energy_per_m2_wh }) => energy_per_m2_wh,
	per_dwelling: ({ energy_per_dwelling_wh }) => energy_per_dwelling_wh,
	change: ({ previous }) => previous?.change ?? null,
};

/** Of figures by size only the buildings count that have them, on both sides of the division. */
export function totalsOf(
	buildings: readonly Omit<PortfolioBuilding, 'may_update' | 'rank'>[],
): PortfolioTotals {
	const sized = (size: 'floor_area' | 'dwellings') =>
		buildings.filter((building) => share(building.scaled_wh, building[size]) !== null);
	const days_expected = sum(buildings, (building) => building.days_expected) ?? 0;
	const compared = buildings.flatMap(({ previous }) => previous ?? []);

	return {
		buildings: buildings.length,
		devices: sum(buildings, ({ devices }) => devices) ?? 0,
		energy_wh: sum(buildings, ({ energy_wh }) => energy_wh),
		days_known: sum(buildings, ({ days_known }) => days_known) ?? 0,
		days_expected,
		energy_per_m2_wh: share(
			sum(sized('floor_area'), ({ scaled_wh }) => scaled_wh),
			sum(sized('floor_area'), ({ floor_area }) => floor_area),
		),
		buildings_per_m2: sized('floor_area').length,
		energy_per_dwelling_wh: share(
			sum(sized('dwellings'), ({ scaled_wh }) => scaled_wh),
			sum(sized('dwellings'), ({ dwellings }) => dwellings),
		),
		buildings_per_dwelling: sized('dwellings').length,
		previous:
			compared.length < buildings.length
				? null
				: compare({
						days_expected,
						days_compared: sum(compared, ({ days_compared }) => days_compared) ?? 0,
						current_wh: sum(compared, ({ current_wh }) => current_wh),
						earlier_wh: sum(compared, ({ earlier_wh }) => earlier_wh),
					}),
	};
}

/** @param days_expected of the later period */
export function compare({
	days_expected,
	days_compared,
	current_wh,
	earlier_wh,
}: Omit<PortfolioComparison, 'change'> & { days_expected: number }): PortfolioComparison {
	const isEnough = days_compared > 0 && days_compared >= days_expected * LEAST_KNOWN_SHARE;

	return {
		days_compared,
		current_wh,
		earlier_wh,
		change: isEnough && current_wh !== null && earlier_wh ? current_wh / earlier_wh - 1 : null,
	};
}

function share(energyWh: number | null, size: number | null): number | null {
	return energyWh === null || size === null || size <= 0 ? null : energyWh / size;
}

/** Of what is known; null where nothing is. */
function sum<Item>(items: readonly Item[], of: (item: Item) => number | null): number | null {
	const known = items.flatMap((item) => of(item) ?? []);

	return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}
