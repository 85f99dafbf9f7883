import type { PortfolioBuilding } from '../../shared/http-contract/buildings.ts';

export type SortableColumn =
	'name' | 'devices' | 'energy_wh' | 'energy_per_m2_wh' | 'days_known' | 'last_reading_at' | 'manager';

export interface Sort {
	by: SortableColumn;
	desc: boolean;
}

/** Buildings whose name or city contains the searched text, whatever its accents and capitals. */
export function searchBuildings(
	buildings: readonly PortfolioBuilding[],
	search: string,
): PortfolioBuilding[] {
	const searched = plain(search.trim());

	return buildings.filter(
		({ name, city }) => plain(name).includes(searched) || plain(city ?? '').includes(searched),
	);
}

/** Buildings in an order; what is not known comes last in either direction. */
export function sortBuildings(
	buildings: readonly PortfolioBuilding[],
	{ by, desc }: Sort,
	locale: string,
): PortfolioBuilding[] {
	const texts = new Intl.Collator(locale, { numeric: true });
	const direction = desc ? -1 : 1;

	return [...buildings].sort((one, other) => {
		const a = sortValue(one, by);
		const b = sortValue(other, by);
		if (a === null || b === null) return Number(a === null) - Number(b === null);

		return (
			direction *
			(typeof a === 'number' && typeof b === 'number' ? a - b : texts.compare(String(a), String(b)))
		);
	});
}

/** Days known are compared as a share, for buildings differ in how many are expected. */
function sortValue(building: PortfolioBuilding, by: SortableColumn): string | number | null {
	if (by === 'manager') return building.manager?.name ?? null;
	if (by !== 'days_known') return building[by];

	return building.days_expected === 0 ? null : building.days_known / building.days_expected;
}

function plain(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase();
}
