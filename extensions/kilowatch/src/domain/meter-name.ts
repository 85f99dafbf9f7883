import { maskPointId } from './point-id.ts';

/** A meter as people know it, for lists and messages. Of a point id that somebody has written into the label only the end is shown. */
export function meterName(meter: {
	building: string | null;
	label: string | null;
	pointId: string | null;
}): string {
	const { building, label, pointId } = meter;
	const shown = label !== null && pointId !== null ? label.replaceAll(pointId, maskPointId(pointId)) : label;

	return [building, shown].filter((part) => part !== null && part !== '').join(', ');
}
