import type { Metric } from '../../../domain/metrics.ts';
import { metrics } from '../../../domain/metrics.ts';
import type { BuildingKey } from '../../../shared/http-contract/buildings.ts';

/** What a dashboard keeps of this panel; anything may be missing or filled in by a variable. */
export interface PanelOptions {
	/** key, or an item as dashboard variables and item pickers give it */
	building?: unknown;
	/** days */
	period?: unknown;
	metric?: unknown;
}

export interface PanelSettings {
	building: BuildingKey | undefined;
	days: number;
	metric: Metric;
}

const DEFAULT_DAYS = 30;
const MAX_DAYS = 1100;

/** Options as the panel uses them: what cannot be used falls back, and without a building there is nothing to show. */
export function panelSettings({ building, period, metric }: PanelOptions): PanelSettings {
	const days = Math.round(Number(period));

	return {
		building: buildingKey(building),
		days: days >= 1 ? Math.min(days, MAX_DAYS) : DEFAULT_DAYS,
		metric: metrics.find((known) => known === metric) ?? 'consumption',
	};
}

function buildingKey(value: unknown): BuildingKey | undefined {
	if (typeof value === 'number') return value;
	if (typeof value === 'string') {
		const key = value.trim();

		// A variable that nobody has set yet stays as it was written.
		return key === '' || key.startsWith('{{') || key === 'undefined' || key === 'null' ? undefined : key;
	}
	if (typeof value === 'object' && value !== null && 'key' in value) return buildingKey(value.key);

	return undefined;
}
