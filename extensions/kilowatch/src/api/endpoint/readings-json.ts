import type { RawReading, ReadingsOf } from '../../shared/http-contract/readings.ts';

/**
 * An answer of readings as they were measured, in JSON: as `JSON.stringify` writes it, in a fifth of its time, for all but
 * instant and value is nearly always as in the row before.
 */
export function readingsJson({ data, meta }: ReadingsOf<RawReading>): string {
	let last: RawReading | undefined;
	let before = '';
	let between = '';
	let after = '';
	const rows = data.map((row) => {
		if (row.channel !== last?.channel || row.device !== last.device || row.register !== last.register) {
			const { device, channel, register } = row;
			before = `${JSON.stringify({ device, channel, register }).slice(0, -1)},"timestamp":"`;
		}
		if (row.duration_s !== last?.duration_s) between = `","duration_s":${row.duration_s},"value":`;
		if (row.quality !== last?.quality || row.source !== last.source) {
			after = `,${JSON.stringify({ quality: row.quality, source: row.source }).slice(1)}`;
		}
		last = row;

		return `${before}${row.timestamp}${between}${row.value}${after}`;
	});

	return `{"data":[${rows.join(',')}],"meta":${JSON.stringify(meta)}}`;
}
