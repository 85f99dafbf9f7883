import { readChannels, type Channel } from '../storage/channels.ts';
import type { Queryable } from '../storage/database.ts';
import { readCoverage, type ChannelCoverage } from '../storage/readings/read-coverage.ts';

/** A channel with what is known of its days. */
export type CoveredChannel = Channel & { coverage: ChannelCoverage };

/** A device's channels, and of those that are measured what is known of their days. */
export async function readCoveredChannels(
	connection: Queryable,
	device: string,
): Promise<{ channels: Channel[]; covered: CoveredChannel[] }> {
	const channels = await readChannels(connection, device);
	const active = channels.filter(({ state }) => state === 'active');
	const coverage = await readCoverage(
		connection,
		active.map(({ id }) => id),
	);
	const covered = active.flatMap((channel) => {
		const known = coverage.get(channel.id);

		return known ? [{ ...channel, coverage: known }] : [];
	});

	return { channels, covered };
}
