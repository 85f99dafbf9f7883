import type { Queryable } from '../../../storage/database.ts';
import { listSyncableDevices, readDevice } from '../../../storage/devices.ts';
import { CommandRefused } from './command.ts';

/**
 * The connected meters that a command is about: those named, else all of a building, else all there are.
 *
 * @throws CommandRefused where a named meter cannot be asked, and where there is none
 */
export async function chooseMeters(
	connection: Queryable,
	{ building, device: named }: { building?: string | undefined; device?: string[] | undefined },
): Promise<string[]> {
	const connected = (await listSyncableDevices(connection, building)).map(({ id }) => id);
	const where = building === undefined ? '' : ` in building ${building}`;
	if (!named) {
		if (connected.length === 0) throw new CommandRefused(`There is no connected meter${where}.`);

		return connected;
	}
	for (const meter of named) {
		if (connected.includes(meter)) continue;
		const isKnown = (await readDevice(connection, meter)) !== undefined;

		throw new CommandRefused(
			isKnown
				? `Meter ${meter} is not connected${where}: it needs a living consent.`
				: `There is no meter ${meter}.`,
		);
	}

	return [...new Set(named)];
}
