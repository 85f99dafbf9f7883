/**
 * Condition on a row `device` of `iot_devices`: it is archived, and its point was connected anew in the building. What is told of
 * the living device is not to be told, or counted, a second time.
 */
export const isReplaced = `(device.status = 'archived' AND EXISTS (
	SELECT FROM iot_devices living WHERE living.building = device.building
		AND living.provider = device.provider AND living.point_id = device.point_id
		AND living.status <> 'archived'
))`;
