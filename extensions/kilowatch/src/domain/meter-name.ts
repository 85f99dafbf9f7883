import { maskPointId } from './point-id.ts';

/** A meter as people know it. Of a point id that somebody has written into the label only the end is shown. */
export function meterName(meter: {
	building: string | null;
	label: string | null;
	pointId: string | null;
}): string {
	const { building, label, pointId } = meter;
	const shown = label !== null && pointId !== null ? label.replaceAll(pointId, maskPointId(pointId)) : label;

	return [building, shown]
		.map((part) => part?.replace(/\s+/g, ' ').trim())
		.filter((part) => part !== undefined && part !== '')
		.join(', ');
}
