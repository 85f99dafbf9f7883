/** What a column or a line of the header block says, whatever its place. */
export type ColumnRole =
	| 'stamp'
	| 'begin'
	| 'end'
	| 'date'
	| 'time'
	| 'value'
	| 'index'
	| 'unit'
	| 'step'
	| 'point'
	| 'flow'
	| 'quantity'
	| 'type'
	| 'nature';

/** Names as the exports write them, without accents, case and punctuation. */
const names: readonly (readonly [ColumnRole, RegExp])[] = [
	['stamp', /^(horodate|date et heure|date heure|datetime|timestamp)\b/],
	['begin', /^debut$/],
	['end', /^fin$/],
	['date', /^(date|jour|date de la mesure|date de consommation|date de production)$/],
	['time', /^(heure|heure de la mesure)$/],
	['index', /^ea[si] t$/],
	['unit', /^unite$/],
	['step', /^pas( en minutes)?$/],
	['point', /^((identifiant )?(prm|pdl)|point reference mesure prm)$/],
	['flow', /^grandeur metier$/],
	['quantity', /^grandeur physique$/],
	['type', /^type de (donnees|comptage|releve)$/],
	['nature', /^(nature|nature de la donnee|statut de la mesure)$/],
	[
		'value',
		/^(valeur|value|consommation|production|injection|puissance (moyenne|atteinte)|energie (consommee|produite|injectee))\b/,
	],
];

/** A name without accents, case and punctuation: `Valeur (en kWh)` is `valeur en kwh`. */
export function plainName(cell: string): string {
	return cell
		.normalize('NFD')
		.replaceAll(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, ' ')
		.trim();
}

/** What a cell names, if it is a name we know. */
export function roleOf(cell: string): ColumnRole | undefined {
	const name = plainName(cell);

	return names.find(([, pattern]) => pattern.test(name))?.[0];
}

export type LayoutName = 'horodate' | 'begin_end' | 'daily' | 'index' | 'date_time' | 'edf_power';

/** What a stamp of a layout marks. `both`: the interval's start and end are written; `day`: a whole local day. */
export type StampConvention = 'end' | 'both' | 'day';

/**
 * A table's layout, found by its columns' names.
 *
 * `horodate`: the customer space's export, and that of the portal for companies with its many more columns. Its stamps are
 * interval ends, as in Enedis' API and as the exports that name their column "Horodate fin de pas" say.
 * `begin_end`: the export of 2025, with `Début` and `Fin`. `daily`: `Date` and a day's energy. `index`: the meter's index
 * at each day's start. `date_time`: date and time apart. `edf_power`: the supplier's, a line with the date, then times
 * alone, where 00:00 is the end of that date.
 */
export interface TableLayout {
	name: LayoutName;
	stamps: StampConvention;
	/** where each role's column is */
	columns: Partial<Record<ColumnRole, number>>;
	/** the value column's own name, plain: it may tell unit and direction */
	valueName: string;
}

/** The layout of the table that a row of names heads; `undefined` for any other row. */
export function layoutOf(cells: readonly string[]): TableLayout | undefined {
	const columns: Partial<Record<ColumnRole, number>> = {};
	for (const [index, cell] of cells.entries()) {
		const role = roleOf(cell);
		if (role === undefined) continue;
		// Two columns of values, such as peak and off-peak: neither is the total, so the layout is not known.
		if (role === 'value' && columns.value !== undefined) return undefined;
		columns[role] ??= index;
	}
	const has = (...roles: ColumnRole[]) => roles.every((role) => columns[role] !== undefined);
	const valueColumn = columns.value ?? columns.index;
	if (valueColumn === undefined) return undefined;
	const table = { columns, valueName: plainName(cells[valueColumn] ?? '') };

	if (has('index', 'stamp')) return { ...table, name: 'index', stamps: 'day' };
	if (!has('value')) return undefined;
	if (has('begin', 'end')) return { ...table, name: 'begin_end', stamps: 'both' };
	if (has('stamp')) {
		const name = plainName(cells[columns.stamp ?? 0] ?? '').startsWith('date et heure de releve')
			? 'edf_power'
			: 'horodate';

		return { ...table, name, stamps: 'end' };
	}
	if (has('date', 'time')) return { ...table, name: 'date_time', stamps: 'end' };

	return has('date') ? { ...table, name: 'daily', stamps: 'day' } : undefined;
}
