import type { BuildingDevice } from '../../shared/http-contract/buildings.ts';
import type { Translator } from '../locales/translate.ts';

/** What people call a meter: its label, else its number, else what it is. */
export function meterName(
	{ label, point_id: pointId, device_type: type }: Pick<BuildingDevice, 'label' | 'point_id' | 'device_type'>,
	{ text }: Translator,
): string {
	return label ?? pointId ?? text(`deviceTypes.${type}`);
}
